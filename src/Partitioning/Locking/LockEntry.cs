namespace Partition.Partitioning.Locking;

/// <summary>One line of a lock file: something that somebody has.</summary>
/// <param name="Key">What it is about; two plans are compared by it.</param>
/// <param name="What">What a person calls it.</param>
/// <param name="Json">The entry as one line of JSON.</param>
internal readonly record struct LockEntry(string Key, string What, string Json);
