using System.Text;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;

namespace Partition.Building.Files;

/// <summary>Reads what is not the build's own: regular files only. A named pipe would be waited for, and a device has no end.</summary>
internal static class InputFile
{
    private const int BufferLength = 1 << 12;

    /// <summary>Opens a file; a link is followed.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static Stream Open(string path)
    {
        Check(path);
        return new BufferedStream(HostFiles.Current.OpenRead(path), BufferLength);
    }

    /// <summary>Opens a file for one who reads in large pieces.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static Stream OpenUnbuffered(string path)
    {
        Check(path);
        return HostFiles.Current.OpenRead(path);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static byte[] ReadAll(string path) => ReadPart(path, 0, Array.MaxLength);

    /// <summary>Reads a part of a file; what lies after its end is left out.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static byte[] ReadPart(string path, long offset, int length)
    {
        using Stream stream = OpenUnbuffered(path);
        byte[] bytes = new byte[Math.Clamp(stream.Length - offset, 0, length)];
        stream.Position = Math.Min(offset, stream.Length);
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Reads a file of text in UTF-8, or what its byte order mark says.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(OpenUnbuffered(path), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the beginning of a file.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static byte[] ReadHead(string path, int length) => ReadPart(path, 0, length);

    /// <summary>Refuses a file that is not regular, before it is opened and waited for. A missing file is left to the caller.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public static void Check(string path)
    {
        if (LinuxFile.SpecialKindOf(path) is { } kind)
        {
            throw new InputFileException(HostDiagnostics.SpecialFile(SourceSpan.None, path, kind));
        }
    }
}
