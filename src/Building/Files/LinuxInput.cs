using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Partition.Building.Files;

/// <summary>A file that is read as Linux reads one: opened, read and closed, and nothing else is asked.</summary>
/// <remarks>A <see cref="FileStream"/> also looks at the file and locks it, which takes longer than reading a small file does.</remarks>
internal sealed partial class LinuxInput : Stream
{
    private const int ReadOnlyClosedByExec = 0x80000; // O_RDONLY | O_CLOEXEC, the same on x86 and Arm
    private const int InterruptedCall = 4;            // EINTR
    private readonly string _path;
    private readonly SafeFileHandle _file;

    private LinuxInput(string path, SafeFileHandle file) => (_path, _file) = (path, file);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => RandomAccess.GetLength(_file);

    public override long Position
    {
        get => Seek(0, SeekOrigin.Current);
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Opens a file.</summary>
    /// <returns>Its bytes; <see langword="null"/> when this is not Linux or there is a fault, which .NET puts into words.</returns>
    public static LinuxInput? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        int file = Open(path, ReadOnlyClosedByExec);
        return file < 0 ? null : new(path, new(file, ownsHandle: true));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            nint count = Read(_file, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }

            if (Marshal.GetLastPInvokeError() is int error and not InterruptedCall)
            {
                throw FaultOf(error);
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = Seek(_file, offset, (int)origin);
        return position >= 0 ? position : throw FaultOf(Marshal.GetLastPInvokeError());
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A directory can be opened and not read; .NET refuses to open one, and says so in its own words.
    private Exception FaultOf(int error)
    {
        try
        {
            using (File.OpenHandle(_path))
            {
                return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{_path}'");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);
}
