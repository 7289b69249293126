namespace Partition.DeviceTree.Checks;

/// <summary>Something that is usually wrong in a tree, though a tree can be made of it.</summary>
/// <param name="Name">The name that dtc gives to the check.</param>
/// <param name="Run">Checks one node.</param>
internal sealed record TreeCheck(string Name, Action<DeviceTreeNode, CheckContext> Run);
