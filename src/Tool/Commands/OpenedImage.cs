using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary>An image that is open for one command, and what is in it. What was wrong with it has been reported.</summary>
internal sealed class OpenedImage : IDisposable
{
    private readonly FileStream _stream;
    private readonly Ext2Reader _reader;
    private readonly Report _report;

    private OpenedImage(FileStream stream, Ext2Reader reader, Report report)
    {
        _stream = stream;
        _reader = reader;
        _report = report;
        Ext2Listing listing = reader.List();
        report.Write(stream.Name, listing.Diagnostics);
        Entries = listing.Entries;
    }

    /// <summary>All entries that could be read, sorted by path.</summary>
    public IReadOnlyList<Ext2Entry> Entries { get; }

    /// <summary>Opens an image.</summary>
    /// <returns>The image, or <see langword="null"/> after an error that has been reported.</returns>
    public static OpenedImage? Open(string path, Report report)
    {
        if (!File.Exists(path))
        {
            report.Error(path, "There is no such file.");
            return null;
        }

        InputFile.Check(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Ext2OpenResult opened = Ext2Reader.Open(stream);
        report.Write(path, opened.Diagnostics);
        if (opened.Reader is null)
        {
            stream.Dispose();
            return null;
        }

        return new OpenedImage(stream, opened.Reader, report);
    }

    /// <summary>Opens the content of a file.</summary>
    /// <returns>The content, or <see langword="null"/> after an error that has been reported.</returns>
    public Stream? OpenFile(Ext2Entry entry)
    {
        var diagnostics = new List<Diagnostic>();
        Stream? content = _reader.OpenFile(entry, diagnostics);
        _report.Write(_stream.Name, diagnostics);
        return content;
    }

    public void Dispose() => _stream.Dispose();
}
