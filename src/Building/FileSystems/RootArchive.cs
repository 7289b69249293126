using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Partition.Building.Cache;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>Writes a root file system as a newc archive, compressed or not, and keeps compressed ones in the cache.</summary>
internal sealed class RootArchive(BuildSession session, string name, long timestamp)
{
    /// <summary>What makes the same bytes of the same bytes: the format, and the compressor that .NET brings.</summary>
    private static readonly string s_compressor =
        $"newc gzip optimal {RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}\n";

    /// <summary>Writes the archive as it is.</summary>
    /// <returns>Whether that succeeded; what is wrong is reported.</returns>
    public bool Write(FileTree tree, Stream output) => Report(Pack(tree, output, Progress.Of(session, name)));

    /// <summary>Writes the archive compressed.</summary>
    /// <param name="tree">What goes into it.</param>
    /// <param name="output">The stream, which must seek.</param>
    /// <param name="cachePath">The folder of the cache; empty for none.</param>
    /// <returns>Whether that succeeded; what is wrong is reported.</returns>
    public bool WriteCompressed(FileTree tree, Stream output, string cachePath)
    {
        if (cachePath.Length > 0)
        {
            return WriteByCache(tree, output, new StageCache(session.Root(cachePath), NoteCacheProblem));
        }

        using GZipStream compressed = Compressor(output);
        return Report(Pack(tree, compressed, Progress.Of(session, name)));
    }

    /// <summary>
    /// Looks whether the same bytes were compressed before. Writing them just to know them takes a thirtieth of compressing them.
    /// </summary>
    private bool WriteByCache(FileTree tree, Stream output, StageCache cache)
    {
        long start = output.Position;
        using var plain = new HashingStream(Stream.Null, s_compressor);
        if (!Report(Pack(tree, plain, progress: null)))
        {
            return false;
        }

        if (cache.TryRead(plain.HashText, output))
        {
            session.Say(Importance.Normal, $"{name}: taken from the cache");
            return true;
        }

        // The key of what was compressed: a file that is written meanwhile makes it another key than the one that was looked for.
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
        ImmutableArray<Diagnostic> diagnostics = Pack(tree, plain, Progress.Of(session, name));
        key = plain.HashText;
        return diagnostics;
    }

    private void NoteCacheProblem(string problem) =>
        session.SayNote(Importance.High, HostDiagnostics.CacheNotUsed(session.ProjectFile, problem));

    private static GZipStream Compressor(Stream output) => new(output, CompressionLevel.Optimal, leaveOpen: true);

    private ImmutableArray<Diagnostic> Pack(FileTree tree, Stream output, Action<ImageProgress>? progress) =>
        CpioWriter.Write(tree, new CpioOptions { Timestamp = timestamp, ClampsTimes = true }, output, progress, session.Cancellation);

    private bool Report(ImmutableArray<Diagnostic> diagnostics) => session.Report(diagnostics, SourceSpan.File(session.ProjectFile));
}
