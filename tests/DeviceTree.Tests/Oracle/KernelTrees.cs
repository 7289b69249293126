using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The device trees of Linux, where <c>eng/fetch-kernel-trees.sh</c> put them.</summary>
internal static class KernelTrees
{
    private const int FairShare = 6; // One in six: more than 400 trees of every architecture.

    public static string Folder { get; } = FindFolder();

    public static string Prefixes => Path.Combine(Folder, "scripts", "dtc", "include-prefixes");

    public static bool AreThere => Directory.Exists(Prefixes);

    /// <summary>Every source, or a fair share of them: all with PARTITION_KERNEL_TREES=all.</summary>
    public static IEnumerable<string> Sources()
    {
        string[] sources = [.. Directory
            .EnumerateFiles(Path.Combine(Folder, "arch"), "*.dts", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
        return Environment.GetEnvironmentVariable("PARTITION_KERNEL_TREES") == "all"
            ? sources
            : sources.Where(static (_, i) => i % FairShare == 0);
    }

    /// <summary>Compiles a tree as the kernel's own build does, with this project.</summary>
    public static byte[]? Compile(string source, bool symbols)
    {
        var options = new CompilerOptions { IncludeDirectories = [Prefixes], GenerateSymbols = symbols };
        return DeviceTreeCompiler.Compile(source, new DiskFiles(), options).Document is { } document
            ? DeviceTreeBlob.Write(document, new BlobOptions { BootCpuId = 0 })
            : null;
    }

    /// <summary>Compiles a tree as the kernel's own build does, with gcc and dtc.</summary>
    public static byte[]? CompileNatively(string source, bool symbols)
    {
        using var tool = new Tool();
        byte[]? preprocessed = tool.Run(
            "gcc", "-E", "-nostdinc", "-I", Prefixes, "-undef", "-D__DTS__", "-x", "assembler-with-cpp", source);
        if (preprocessed is null)
        {
            return null;
        }

        string text = tool.Write("tree.dts", preprocessed);
        string[] options = ["-q", "-I", "dts", "-O", "dtb", "-b", "0", "-i", Path.GetDirectoryName(source)!, "-i", Prefixes];
        return tool.Run("dtc", [.. options, .. symbols ? ["-@"] : Array.Empty<string>(), text]);
    }

    private sealed class DiskFiles : ISourceFiles
    {
        public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "artifacts", "kernel-trees");
    }
}
