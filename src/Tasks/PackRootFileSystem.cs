using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Files;

namespace Partition.Tasks;

/// <summary>Packs a guest's initial RAM file system as a newc archive.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackRootFileSystem : PartitionTask
{
    private const int Alignment = 4; // Where Linux looks for the next archive.

    /// <summary>What makes the same bytes of the same bytes: the format, and the compressor that .NET brings.</summary>
    private static readonly string s_compressor = $"newc gzip optimal {RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}\n";

    /// <summary>What goes into it, as <see cref="DescribeFileSystem"/> wrote it down.</summary>
    [Required] public string ListFile { get; set; } = "";

    /// <summary>The archive to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The date of every entry, in seconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <summary>How to compress it: none or gzip.</summary>
    [Required] public string Compression { get; set; } = "";

    /// <summary>The folder of the cache in which compressed archives are looked for and kept; empty for none.</summary>
    public string CachePath { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        bool isCompressed = Compression.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isCompressed && !Compression.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            Report(HostDiagnostics.InvalidNumber(
                Places.FindProperty(ProjectFile, "RootFileSystemCompression"), "RootFileSystemCompression", Compression, "none or gzip"));
            return;
        }

        FileTree tree = FileList.ReadTree(Root(ListFile));
        AtomicFile.Write(Root(OutputFile), output =>
        {
            // Linux unpacks archives that stand one behind the other, the later over the earlier, each compressed or not.
            foreach (string archive in FileList.ReadArchives(Root(ListFile)))
            {
                using FileStream source = File.OpenRead(Root(archive));
                source.CopyTo(output);
                output.Write(new byte[-output.Position & (Alignment - 1)]);
            }

            return tree.Count == 1 || (isCompressed ? Compress(tree, output) : Report(Write(tree, output, ProgressOf(OutputFile))));
        });
    }

    private bool Compress(FileTree tree, Stream output)
    {
        if (CachePath.Length > 0)
        {
            return CompressByCache(tree, output, new StageCache(Root(CachePath), problem => Note(HostDiagnostics.CacheNotUsed(ProjectFile, problem), MessageImportance.High)));
        }

        using GZipStream compressed = Compressor(output);
        return Report(Write(tree, compressed, ProgressOf(OutputFile)));
    }

    /// <summary>Looks whether the same bytes were compressed before. Writing them just to know them takes a thirtieth of compressing them.</summary>
    private bool CompressByCache(FileTree tree, Stream output, StageCache cache)
    {
        long start = output.Position;
        using var plain = new HashingStream(Stream.Null, s_compressor);
        if (!Report(Write(tree, plain, progress: null)))
        {
            return false;
        }

        if (cache.TryRead(plain.HashText, output))
        {
            Log.LogMessage(MessageImportance.Normal, "{0}", $"{OutputFile}: taken from the cache");
            return true;
        }

        // The key of what was compressed, which a file that someone writes meanwhile makes another than that of what was looked for.
        ImmutableArray<Diagnostic> again = CompressAndHash(tree, output, out string key);
        if (!Report([.. again.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]))
        {
            return false;
        }

        output.Position = start;
        cache.Write(key, output);
        output.Position = output.Length;
        return true;
    }

    private ImmutableArray<Diagnostic> CompressAndHash(FileTree tree, Stream output, out string key)
    {
        using GZipStream compressed = Compressor(output);
        using var plain = new HashingStream(compressed, s_compressor);
        ImmutableArray<Diagnostic> diagnostics = Write(tree, plain, ProgressOf(OutputFile));
        key = plain.HashText;
        return diagnostics;
    }

    private static GZipStream Compressor(Stream output) => new(output, CompressionLevel.Optimal, leaveOpen: true);

    private ImmutableArray<Diagnostic> Write(FileTree tree, Stream output, Action<ImageProgress>? progress) =>
        CpioWriter.Write(tree, new CpioOptions { Timestamp = Timestamp, ClampsTimes = true }, output, progress, Cancellation);

    private bool Report(ImmutableArray<Diagnostic> diagnostics) => Report(diagnostics, SourceSpan.File(ProjectFile));
}
