using System.Diagnostics;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Fuzz;

/// <summary>One damaged input and what must hold for it: an answer within a second, in bounded memory, and no exception.</summary>
internal sealed class FuzzTrial
{
    // Bounds of a single input. An input of nothing may include all of the largest headers, so the floor is high.
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(1);
    private const long MaxAllocated = 512L << 20;

    private readonly FuzzInput _origin;
    private readonly Random _random;

    /// <summary>Makes the trial of a number: always the same one.</summary>
    /// <param name="inputs">What may be damaged.</param>
    /// <param name="seed">The number.</param>
    /// <param name="isBlob">Whether it is to be a blob or a source; <see langword="null"/> for either.</param>
    public FuzzTrial(FuzzInputs inputs, int seed, bool? isBlob = null)
    {
        _random = new Random(seed);
        Seed = seed;
        do
        {
            _origin = inputs.Choose(_random);
        }
        while (isBlob is not null && _origin.IsBlob != isBlob);

        FuzzInput other = inputs.Choose(_random);
        Bytes = _origin.IsBlob
            ? Mutation.OfBlob(_origin.Bytes, _random)
            : Mutation.OfText(_origin.Bytes, _random, other.IsBlob ? [] : other.Bytes);
    }

    /// <summary>The number.</summary>
    public int Seed { get; }

    /// <summary>The damaged input.</summary>
    public byte[] Bytes { get; }

    /// <summary>Whether it is a blob.</summary>
    public bool IsBlob => _origin.IsBlob;

    /// <summary>What was damaged.</summary>
    public string Origin => _origin.Path;

    /// <summary>Tries it.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? Run()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        string? fault;
        try
        {
            fault = IsBlob ? RunBlob() : RunSource();
        }
#pragma warning disable CA1031 // An exception of any kind is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"exception: {exception}";
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return fault
            ?? (elapsed > s_maxDuration ? $"it took {elapsed.TotalMilliseconds:0} ms" : null)
            ?? (allocated > MaxAllocated ? $"it allocated {allocated >> 20} MiB" : null);
    }

    /// <summary>Compiles it as dtc would: no preprocessor, no symbols, no warnings, and includes from its folder.</summary>
    public CompilationResult CompilePlainly() => DeviceTreeCompiler.Compile(
        _origin.Path,
        new Files(_origin.Path, Bytes),
        new() { Preprocess = false, IncludeDirectories = [Path.GetDirectoryName(_origin.Path)!] });

    private string? RunSource()
    {
        bool preprocess = _origin.IncludeDirectories.Count > 0 || _random.Next(2) == 0;
        var options = new CompilerOptions
        {
            Preprocess = preprocess,
            GenerateSymbols = _random.Next(2) == 0,
            GenerateAliases = _random.Next(8) == 0,
            GenerateLocalFixups = _random.Next(8) == 0,
            IncludeDirectories = [.. _origin.IncludeDirectories],
            Checks = CheckSettings.Strict,
        };
        CompilationResult result = DeviceTreeCompiler.Compile(_origin.Path, new Files(_origin.Path, Bytes), options);
        bool hasErrors = result.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return result.Document is null != hasErrors ? "the tree and the errors do not agree"
            : result.Diagnostics.Any(static diagnostic => diagnostic.Message.Length == 0 || diagnostic.Code.Length != 6)
                ? "a diagnostic without a message or a code"
            : result.Document is null ? null
            : RunTree(result.Document);
    }

    private string? RunBlob()
    {
        BlobReadResult result = DeviceTreeBlob.Read(Bytes);
        if (result.Document is null)
        {
            return result.Diagnostics.IsEmpty ? "no tree and no reason" : null;
        }

        CompilationResult check = DeviceTreeCompiler.Check(
            result.Document,
            new() { Checks = CheckSettings.Strict, GenerateSymbols = _random.Next(2) == 0 });
        OverlayResult overlay = OverlayApplication.Apply(result.Document, result.Document);
        return RunTree(result.Document)
            ?? (check.Document is null ? null : RunTree(check.Document))
            ?? (overlay.Document is null ? null : RunTree(overlay.Document));
    }

    /// <summary>Writes a tree in all ways and reads it again.</summary>
    private string? RunTree(DeviceTreeDocument tree)
    {
        byte[] blob = DeviceTreeBlob.Write(tree);
        if (DeviceTreeBlob.Read(blob).Document is not { } again)
        {
            return "what was written as a blob is not read";
        }

        if (!IsBlob && !DeviceTreeBlob.Write(again).AsSpan().SequenceEqual(blob))
        {
            return "what was written as a blob is another one when it is read and written";
        }

        DeviceTreeText.Write(tree, TextWriter.Null, new() { Style = TextStyle.Dtc });
        DeviceTreeText.Write(tree, TextWriter.Null);
        return null;
    }

    private sealed class Files(string path, byte[] bytes) : ISourceFiles
    {
        public byte[]? TryRead(string name) => name == path ? bytes : File.Exists(name) ? File.ReadAllBytes(name) : null;
    }
}
