using Partition.Building.Diagnostics;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Building.Trees;

/// <summary>Says what to write so that included files are found; the compiler does not know projects.</summary>
/// <param name="root">Makes a path absolute.</param>
internal sealed class IncludeAdvice(Func<string, string> root)
{
    private const string KernelPrefixes = "scripts/dtc/include-prefixes";

    // Where sources keep what device trees include, the most complete first.
    private static readonly string[] s_folders = [KernelPrefixes, "include"];

    // What the prefixes of a kernel lead to.
    private static readonly string[] s_kernelFolders = ["dt-bindings/", "arm/", "arm64/", "riscv/"];

    /// <summary>Adds the advice to an error about includes that were not found.</summary>
    public Diagnostic AddTo(Diagnostic diagnostic, IEnumerable<MissingInclude> missing) =>
        missing.FirstOrDefault(include => include.Nearby is null && include.Span == diagnostic.Span) is { } include
            ? diagnostic with { Message = $"{diagnostic.Message} {Advise(include)}" }
            : diagnostic;

    private string Advise(MissingInclude include) =>
        Find(include) is { } directory ? HostDiagnostics.AdviseIncludeDirectory(directory)
        : Array.Exists(s_kernelFolders, folder => include.Names[0].StartsWith(folder, StringComparison.Ordinal))
            ? HostDiagnostics.AdviseKernelDirectory(KernelPrefixes)
            : HostDiagnostics.AdviseAnyIncludeDirectory;

    /// <summary>Looks in the folders above the file that asks for one that has what is missing.</summary>
    private string? Find(MissingInclude include)
    {
        string asking = root(include.Span.Path);
        bool isNamedAbsolutely = Path.IsPathRooted(include.Span.Path);
        for (var above = new FileInfo(asking).Directory; above is not null; above = above.Parent)
        {
            foreach (string folder in s_folders)
            {
                string candidate = Path.Combine(above.FullName, folder);
                if (include.Names.Any(name => File.Exists(Path.Combine(candidate, name))))
                {
                    string path = isNamedAbsolutely ? candidate : Path.GetRelativePath(root("."), candidate);
                    return path.Replace(Path.DirectorySeparatorChar, '/');
                }
            }
        }

        return null;
    }
}
