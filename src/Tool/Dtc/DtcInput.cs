using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Tool.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Dtc;

/// <summary>An input as it was found: its bytes, unless it is a directory, and its format.</summary>
internal sealed class DtcInput
{
    /// <summary>How messages and rules for make call the standard input.</summary>
    public const string NameOfStandardInput = "<stdin>";

    private readonly byte[] _bytes;

    private DtcInput(string path, DtcFormat format, byte[] bytes)
    {
        (Path, Format, _bytes) = (path, format, bytes);
        Files = new DiskSourceFiles();
        Files.Remember(path, bytes);
    }

    /// <summary>What the input is called.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public DtcFormat Format { get; }

    /// <summary>All of it; nothing of a directory.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The files of the compilation.</summary>
    public DiskSourceFiles Files { get; }

    /// <summary>Opens an input.</summary>
    /// <returns>The input, or <see langword="null"/> when there is none of this name.</returns>
    public static DtcInput? TryOpen(string path, DtcFormat? format, ToolConsole console)
    {
        if (path == DtcOptions.Standard)
        {
            using Stream input = console.OpenInput();
            byte[] bytes = BoundedInput.ReadAll(input);
            return new(NameOfStandardInput, format ?? DtcFormats.GuessInput(path, bytes), bytes);
        }

        if (Directory.Exists(path))
        {
            return format is null or DtcFormat.Directory
                ? new(path, DtcFormat.Directory, [])
                : throw new IOException($"'{path}' is a directory, which -I fs reads.");
        }

        if (!File.Exists(path))
        {
            return null;
        }

        byte[] contents = BoundedInput.ReadAll(path);
        return new(path, format ?? DtcFormats.GuessInput(path, contents), contents);
    }

    /// <summary>Makes a tree of the input.</summary>
    public CompilationResult Read(CompilerOptions options)
    {
        switch (Format)
        {
            case DtcFormat.Source:
                return DeviceTreeCompiler.Compile(Path, Files, options);
            case DtcFormat.Directory:
                return Check(DirectoryTree.Read(Path), options);
            default:
                BlobReadResult result = ReadBlob();
                return result.Document is null ? new(null, result.Diagnostics, [Path]) : Check(result.Document, options);
        }
    }

    /// <summary>Reads the input as a blob, without checks of its tree.</summary>
    public BlobReadResult ReadBlob()
    {
        BlobReadResult result = DeviceTreeBlob.Read(_bytes);
        return result with { Diagnostics = AtFile(result.Diagnostics) };
    }

    private CompilationResult Check(DeviceTreeDocument document, CompilerOptions options) =>
        DeviceTreeCompiler.Check(document, options) with { Dependencies = [Path] };

    private ImmutableArray<Diagnostic> AtFile(ImmutableArray<Diagnostic> diagnostics)
    {
        ImmutableArray<Diagnostic>.Builder located = ImmutableArray.CreateBuilder<Diagnostic>(diagnostics.Length);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            located.Add(diagnostic with { Span = SourceSpan.File(Path) });
        }

        return located.MoveToImmutable();
    }
}
