using Partition.Building.Files;
using System.Globalization;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Sources;
using Partition.Tool.Commands;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Images;

/// <summary>One run of <c>partition mkext2</c>.</summary>
internal sealed class MkExt2Run(NativeArguments arguments, ToolConsole console)
{
    private const int DefaultReserved = 5;

    private readonly Report _report = new(console);

    public int Run()
    {
        if (arguments.Operands.Count != 1)
        {
            return NativeRun.ReportUsage(MkExt2Command.Create(), "it wants one image", console);
        }

        if (ReadOptions() is not { } options)
        {
            return ExitCode.InputHasErrors;
        }

        string image = arguments.Operands[0];
        using FileStream? start = OpenStart();
        using var sources = new ImageSources(_report);
        FileTree tree = MakeTree(start, sources);
        if (_report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        OutputFile.Write(image, console, output => Write(tree, options, output, image));
        return _report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }

    private bool Write(FileTree tree, Ext2Options options, Stream output, string image)
    {
        using var cancellation = new ConsoleCancellation();
        Ext2WriteResult result = Ext2Writer.Write(tree, options, output, progress: null, cancellation.Token);
        _report.Write(image, result.Diagnostics.Skip(tree.Diagnostics.Length));
        if (!_report.HasErrors && output.CanSeek && output.CanRead)
        {
            Show(output, image);
        }

        return !_report.HasErrors;
    }

    private void Show(Stream output, string image)
    {
        bool isVerbose = arguments.Has("verbose");
        string? map = arguments.ValueOf("block-map");
        if ((!isVerbose && map is null) || Ext2Reader.Open(output).Reader is not { } reader)
        {
            return;
        }

        Ext2Listing listing = reader.List();
        if (isVerbose)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{reader.BlockCount} blocks of {reader.BlockSize} bytes, {reader.FreeBlocks} free; "
                + $"{reader.InodeCount} inodes, {reader.FreeInodes} free"));
            foreach (string line in EntryTable.Of(listing.Entries))
            {
                console.Output.WriteLine(line);
            }
        }

        if (map is not null)
        {
            WriteMap(reader, listing, map, image);
        }
    }

    private void WriteMap(Ext2Reader reader, Ext2Listing listing, string path, string image)
    {
        if (listing.Entries.FirstOrDefault(entry => entry.Path == path && entry.Kind == FileEntryKind.RegularFile) is not { } entry)
        {
            _report.Error(image, $"There is no file '{path}' in the image, whose blocks could be listed.");
            return;
        }

        var diagnostics = new List<Diagnostic>();
        string blocks = string.Join(' ', reader.BlocksOf(entry, diagnostics));
        File.WriteAllText($"{path.Replace('/', '_')}.blk", string.Create(CultureInfo.InvariantCulture, $"{entry.Size}: {blocks}\n"));
        _report.Write(image, diagnostics);
    }

    private FileStream? OpenStart()
    {
        if (arguments.ValueOf("starting-image") is not { } path)
        {
            return null;
        }

        if (File.Exists(path))
        {
            InputFile.Check(path);
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }

        _report.Error(path, "There is no such image.");
        return null;
    }

    private FileTree MakeTree(FileStream? start, ImageSources sources)
    {
        var tree = new FileTree();
        if (start is not null)
        {
            Ext2OpenResult opened = Ext2Reader.Open(start);
            _report.Write(start.Name, opened.Diagnostics);
            if (opened.Reader is { } reader)
            {
                Ext2Source.AddTo(tree, reader, start.Name);
            }
        }

        bool squashesOwners = arguments.Has("squash") || arguments.Has("squash-uids");
        bool squashesModes = arguments.Has("squash") || arguments.Has("squash-perms");
        sources.Directory = new()
        {
            Owner = squashesOwners ? (0, 0) : null,
            KeepsTimes = true,
            ChangeMode = mode => squashesModes ? mode & ~0x3F : mode, // as umask 077
        };
        foreach ((NativeOption option, string? value) in arguments.Options)
        {
            switch (option.Name)
            {
                case "root":
                    sources.AddDirectory(tree, value!);
                    break;
                case "tarball":
                    sources.AddArchive(tree, value!);
                    break;
                case "devtable":
                    sources.AddList(tree, value!);
                    break;
            }
        }

        _report.Write("partition", tree.Diagnostics);
        return tree;
    }

    private Ext2Options? ReadOptions()
    {
        int reserved = (int)(ReadNumber("reserved-percentage", "a percentage") ?? DefaultReserved);
        int blockSize = ReadSize("block-size", otherwise: 1024);
        long? size = ReadNumber("size-in-blocks", "a number of blocks") * (blockSize == Ext2Options.Automatic ? 1024 : blockSize);
        long? perInode = ReadNumber("bytes-per-inode", "a number of bytes");
        long? inodes = ReadNumber("number-of-inodes", "a number") ?? (perInode > 0 && size is not null ? size / perInode : null);
        Guid uuid = default;
        if (arguments.ValueOf("uuid") is { } text && !Guid.TryParse(text, out uuid))
        {
            Refuse("uuid", text, "a UUID such as 01234567-89ab-cdef-0123-456789abcdef");
        }

        var options = new Ext2Options
        {
            BlockSize = blockSize,
            InodeSize = ReadSize("inode-size", otherwise: Ext2Options.Automatic),
            Size = size,
            InodeCount = inodes is null ? null : (int)Math.Min(inodes.Value, int.MaxValue),
            Label = arguments.ValueOf("volume-label") ?? "",
            Uuid = uuid == default ? null : uuid,
            Timestamp = SourceDate.Read(_report) ?? (arguments.Has("faketime") ? 0 : DateTimeOffset.UtcNow.ToUnixTimeSeconds()),
            ReservedPercent = reserved,
            LostAndFound = reserved > 0,
            Holes = arguments.Has("allow-holes"),
            FillByte = (byte)Math.Clamp(ReadNumber("fill-value", "a byte") ?? 0, 0, 255),
            CreatorSystem = ReadSystem(),
            Profile = arguments.Has("xvisor") ? ImageProfile.Xvisor : ImageProfile.Linux,
        };
        return _report.HasErrors ? null : options;
    }

    private int ReadSize(string name, int otherwise) => arguments.ValueOf(name) switch
    {
        null => otherwise,
        "auto" => Ext2Options.Automatic,
        _ => (int)Math.Min(ReadNumber(name, "a number of bytes, or auto") ?? otherwise, int.MaxValue),
    };

    private uint ReadSystem() => arguments.ValueOf("creator-os") switch
    {
        null or "linux" => 0,
        "hurd" => 1,
        "freebsd" => 3,
        _ => (uint)(ReadNumber("creator-os", "linux, hurd, freebsd or a number") ?? 0),
    };

    private long? ReadNumber(string name, string what)
    {
        if (arguments.ValueOf(name) is not { } text)
        {
            return null;
        }

        int shift = text.Length == 0 ? 0 : text[^1] switch { 'k' or 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        if (NativeNumber.TryParse(shift == 0 ? text : text.AsSpan(0, text.Length - 1), out ulong number)
            && number <= (ulong)long.MaxValue >> shift)
        {
            return (long)number << shift;
        }

        Refuse(name, text, what);
        return null;
    }

    private void Refuse(string name, string text, string what) => _report.Error("partition", $"'{text}' behind --{name} is not {what}.");
}
