using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Images.Files;

/// <summary>Reads the content of one entry, exactly as many bytes as were planned, and turns its faults into diagnostics.</summary>
internal sealed class ContentReader : IDisposable
{
    private readonly FileEntry _entry;
    private readonly DiagnosticBag _diagnostics;
    private readonly long _length;
    private Stream? _stream;
    private long _position;

    public ContentReader(FileEntry entry, long length, DiagnosticBag diagnostics)
    {
        _entry = entry;
        _length = length;
        _diagnostics = diagnostics;
        _stream = Guard(() => entry.Content!.OpenRead());
    }

    /// <summary>Fills the span; after a fault with zeros, so that what follows keeps its place.</summary>
    public void Read(Span<byte> destination)
    {
        int count = 0;
        while (_stream is not null && count < destination.Length)
        {
            int read = ReadOnce(destination[count..]);
            if (read <= 0)
            {
                Fail(FileTreeDiagnostics.LengthChanged(_entry.Path, _length, _position + count));
                break;
            }

            count += read;
        }

        destination[count..].Clear();
        _position += destination.Length;
    }

    /// <summary>Passes over bytes that are known to be zero.</summary>
    public void Skip(long count)
    {
        if (_stream is { CanSeek: true } && count > 0)
        {
            Guard(() => _stream.Seek(count, SeekOrigin.Current));
            _position += count;
            return;
        }

        Span<byte> passed = stackalloc byte[4096];
        for (long left = count; left > 0;)
        {
            Span<byte> part = passed[..(int)Math.Min(passed.Length, left)];
            Read(part);
            left -= part.Length;
        }
    }

    /// <summary>The parts that may hold something: what the content says of itself, or all of it.</summary>
    public IReadOnlyList<ContentRange> FindData() => _entry.Content is ISparseContent sparse
        ? Guard(sparse.FindData) ?? []
        : [new ContentRange(0, _length)];

    /// <summary>Reports a content that goes on after its planned end.</summary>
    public void Finish()
    {
        Span<byte> one = stackalloc byte[1];
        if (_stream is not null && ReadOnce(one) > 0)
        {
            Fail(FileTreeDiagnostics.LengthChanged(_entry.Path, _length, _length + 1));
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private int ReadOnce(Span<byte> destination)
    {
        try
        {
            return _stream!.Read(destination);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(FileTreeDiagnostics.Unreadable(_entry.Path, exception.Message));
            return 0;
        }
    }

    private T? Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(FileTreeDiagnostics.Unreadable(_entry.Path, exception.Message));
            return default;
        }
    }

    private void Fail(Diagnostic fault)
    {
        // The first fault is the cause of all others.
        if (_stream is not null || _position == 0)
        {
            _diagnostics.Add(fault);
        }

        Dispose();
    }
}
