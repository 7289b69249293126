using System.Diagnostics;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Fuzz;

/// <summary>The native dtc beside this project's, on the same damaged source.</summary>
internal sealed class NativeDtc(string program) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("partition-fuzz-").FullName;

    /// <summary>Compares both answers.</summary>
    /// <returns>How they differ; <see langword="null"/> when they agree, or differ in a way that docs/dtc.md tells of.</returns>
    public string? Compare(FuzzTrial trial)
    {
        if (trial.IsBlob || IsReadDifferently(trial.Bytes))
        {
            return null;
        }

        string output = Path.Combine(_folder, "out.dtb");
        File.Delete(output);
        int exit = Run(trial, output);
        if (exit is not (0 or 1 or 2))
        {
            return null; // It crashed, or never ended: no answer to compare with.
        }

        CompilationResult result = trial.CompilePlainly();
        if (result.Document is null != (exit != 0))
        {
            return $"dtc ends with {exit}, and here " + (result.Document is null ? $"there is an error: {FirstError(result)}" : "is none");
        }

        return exit == 0 && !DeviceTreeBlob.Write(result.Document!).AsSpan().SequenceEqual(File.ReadAllBytes(output))
            ? "the blobs differ"
            : null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int Run(FuzzTrial trial, string output)
    {
        var start = new ProcessStartInfo(
            program,
            ["-q", "-q", "-q", "-I", "dts", "-O", "dtb", "-i", Path.GetDirectoryName(trial.Origin)!, "-o", output, "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            process.StandardInput.BaseStream.Write(trial.Bytes);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not read to the end.
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            return -1;
        }

        errors.Wait();
        return process.ExitCode;
    }

    /// <summary>Whether a source has what docs/dtc.md says is taken differently on purpose.</summary>
    private static bool IsReadDifferently(ReadOnlySpan<byte> source) =>
        source.IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0 || source.Contains((byte)0) // dtc takes some of them for the end of the file.
        || source.IndexOf("'\\\\'"u8) >= 0 // dtc reads on to the next quote of the file.
        || source[(source.LastIndexOf((byte)'\n') + 1)..].IndexOf("//"u8) >= 0; // dtc wants a line end behind a comment.

    private static string FirstError(CompilationResult result) =>
        result.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString();
}
