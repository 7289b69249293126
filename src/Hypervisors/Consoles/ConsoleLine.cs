namespace Partition.Hypervisors.Consoles;

/// <summary>A line of a machine's console.</summary>
/// <param name="Guest">Whose it is; empty for the hypervisor's own.</param>
/// <param name="Text">What it says, without what a hypervisor writes before a guest's lines.</param>
internal readonly record struct ConsoleLine(string Guest, string Text);
