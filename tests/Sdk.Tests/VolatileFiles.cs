using System.Collections;
using System.Text;
using Partition.Building.Files;

namespace Partition.Sdk.Tests;

/// <summary>A disk with a cache: names and contents reach it on their own, and contents only for certain when they are flushed. After a
/// number of steps every further one fails, as when the disk breaks; the power may be cut at any time.</summary>
internal sealed class VolatileFiles(int steps) : IHostFiles, IEnumerable
{
    private readonly Dictionary<string, VolatileStream> _files = [];
    private int _left = steps;

    /// <summary>What programs see.</summary>
    public IReadOnlyDictionary<string, string> Files => _files.ToDictionary(static file => file.Key, static file => file.Value.Text);

    /// <summary>Puts a file onto the disk, flushed.</summary>
    public string this[string path]
    {
        set
        {
            var stream = new VolatileStream(this);
            stream.Set(Encoding.UTF8.GetBytes(value));
            _files[path] = stream;
        }
    }

    /// <summary>What is on the disk after the power was cut. Names are there at once; contents as far as they were flushed.</summary>
    /// <param name="keepsUnsynced">Whether what was written and not flushed happens to be there, as it mostly is.</param>
    public IReadOnlyDictionary<string, string> CutPower(bool keepsUnsynced) =>
        _files.ToDictionary(static file => file.Key, file => keepsUnsynced ? file.Value.Text : file.Value.FlushedText);

    public Stream OpenRead(string path)
    {
        Step();
        return new MemoryStream(Encoding.UTF8.GetBytes(_files[path].Text));
    }

    public Stream CreateNeighbour(string path, bool isPrivate, out string name)
    {
        Step();
        name = $"{path}.tmp";
        return _files[name] = new VolatileStream(this);
    }

    public void FlushToDisk(Stream stream)
    {
        Step();
        ((VolatileStream)stream).FlushAll();
    }

    public void Move(string from, string to)
    {
        Step();
        _files[to] = _files[from];
        _files.Remove(from);
    }

    // A process that ends does not delete; one that fails can.
    public void Delete(string path) => _files.Remove(path);

    public IEnumerator GetEnumerator() => _files.GetEnumerator();

    private void Step()
    {
        if (_left-- <= 0)
        {
            throw new IOException("The disk has an error.");
        }
    }

    private sealed class VolatileStream(VolatileFiles disk) : MemoryStream
    {
        private byte[] _flushed = [];

        public string Text => Encoding.UTF8.GetString(ToArray());

        public string FlushedText => Encoding.UTF8.GetString(_flushed);

        public void Set(byte[] bytes)
        {
            base.Write(bytes, 0, bytes.Length);
            _flushed = bytes;
        }

        public void FlushAll() => _flushed = ToArray();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            disk.Step();
            base.Write(buffer.ToArray(), 0, buffer.Length);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
