namespace Partition.DeviceTree.Source;

/// <summary>A place for included files whose names begin in one way, wherever the including file lies.</summary>
/// <param name="Prefix">The first parts of a name, such as <c>dt-bindings</c> or <c>arm64</c>; without a slash at the end.</param>
/// <param name="Directory">The directory that stands for them: <c>dt-bindings/clock/x.h</c> is searched as <c>clock/x.h</c> in it.</param>
/// <remarks>Linux has a folder of symbolic links for this, <c>scripts/dtc/include-prefixes</c>; not every file system has those.</remarks>
public sealed record IncludePrefix(string Prefix, string Directory);
