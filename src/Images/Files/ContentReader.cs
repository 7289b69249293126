namespace Partition.Images;

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

    private Stream? Guard(Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(FileTreeDiagnostics.Unreadable(_entry.Path, exception.Message));
            return null;
        }
    }

    private void Fail(ImageDiagnostic fault)
    {
        // The first fault is the cause of all others.
        if (_stream is not null || _position == 0)
        {
            _diagnostics.Add(fault);
        }

        Dispose();
    }
}
