using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Cpio;

/// <summary>Puts the records of an archive in order and gives them their numbers, before anything is written.</summary>
internal sealed class CpioPlan
{
    /// <summary>The path buffer of Xvisor v0.3.0's libs/vfs/cpio has 256 bytes with the NUL.</summary>
    private const int XvisorPathBytes = 255;

    private readonly FileTree _tree;
    private readonly CpioOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<CpioRecord> _records = [];
    private readonly Dictionary<FileEntry, List<FileEntry>> _names = [];
    private readonly Dictionary<string, uint> _subdirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<FileEntry, uint> _inodes = [];
    private bool _timestampReported;

    private CpioPlan(FileTree tree, CpioOptions options, DiagnosticBag diagnostics)
    {
        _tree = tree;
        _options = options;
        _diagnostics = diagnostics;
    }

    public static List<CpioRecord> Make(FileTree tree, CpioOptions options, DiagnosticBag diagnostics)
    {
        var plan = new CpioPlan(tree, options, diagnostics);
        if (!diagnostics.HasErrors)
        {
            plan.Make();
        }

        return plan._records;
    }

    private void Make()
    {
        FileEntry[] entries = [.. _tree.Entries.Where(static entry => entry.Path != "/")];
        Dictionary<FileEntry, FileEntry> files = FindFiles(entries);
        foreach (FileEntry entry in entries)
        {
            Check(entry);
            if (!files.TryGetValue(entry, out FileEntry? file))
            {
                continue;
            }

            _inodes.TryAdd(file, (uint)_inodes.Count);

            // The names of one file wait for the last of them, which carries the content.
            if (_names[file][^1] == entry)
            {
                AddRecords(file, _names[file]);
            }
        }
    }

    private Dictionary<FileEntry, FileEntry> FindFiles(FileEntry[] entries)
    {
        var files = new Dictionary<FileEntry, FileEntry>();
        var links = new HardLinks(_tree, _diagnostics);
        foreach (FileEntry entry in entries)
        {
            if (links.Resolve(entry) is not { } file)
            {
                continue;
            }

            files.Add(entry, file);
            if (!_names.TryGetValue(file, out List<FileEntry>? names))
            {
                _names.Add(file, names = []);
            }

            names.Add(entry);
            if (entry.Kind == FileEntryKind.Directory)
            {
                string parent = FileEntry.ParentOf(entry.Path);
                _subdirectories[parent] = _subdirectories.GetValueOrDefault(parent) + 1;
            }
        }

        return files;
    }

    private void Check(FileEntry entry)
    {
        if (entry.PathBytes.AsSpan(1).SequenceEqual(CpioLayout.Trailer))
        {
            _diagnostics.Add(CpioDiagnostics.ReservedName());
        }

        if (_options.Profile == ImageProfile.Xvisor)
        {
            CheckForXvisor(entry);
        }

        if (entry.Length > uint.MaxValue)
        {
            _diagnostics.Add(CpioDiagnostics.FileTooLong(entry.Path, entry.Length));
        }
    }

    private void CheckForXvisor(FileEntry entry)
    {
        if (entry.PathBytes.Length - 1 > XvisorPathBytes)
        {
            _diagnostics.Add(CpioDiagnostics.XvisorPath(entry.Path, entry.PathBytes.Length - 1, XvisorPathBytes));
        }

        if (entry.PathBytes.AsSpan(1).StartsWith("."u8))
        {
            _diagnostics.Add(CpioDiagnostics.XvisorHidden(entry.Path));
        }
    }

    private void AddRecords(FileEntry file, List<FileEntry> names)
    {
        uint inode = _inodes[file];
        uint time = TimeOf(file);
        foreach (FileEntry name in names)
        {
            bool hasContent = name == names[^1];
            byte[] target = file.Kind == FileEntryKind.SymbolicLink ? Encoding.UTF8.GetBytes(file.LinkTarget) : [];
            _records.Add(new CpioRecord
            {
                Name = name.PathBytes[1..],
                Inode = inode,
                Mode = (uint)(UnixMode.TypeOf(file.Kind) | file.Mode),
                UserId = file.UserId,
                GroupId = file.GroupId,
                LinkCount = file.Kind == FileEntryKind.Directory
                    ? 2 + _subdirectories.GetValueOrDefault(file.Path)
                    : (uint)names.Count,
                ModificationTime = time,
                Size = file.Kind == FileEntryKind.SymbolicLink ? target.Length : hasContent ? file.Length : 0,
                DeviceMajor = file.DeviceMajor,
                DeviceMinor = file.DeviceMinor,
                LinkTarget = target,
                Content = hasContent && file.Kind == FileEntryKind.RegularFile ? file : null,
            });
        }
    }

    private uint TimeOf(FileEntry file)
    {
        long time = file.TimeIn(_options.Timestamp, _options.ClampsTimes);
        long clamped = Math.Clamp(time, 0, uint.MaxValue);

        // The archive's own time is reported once and not for every entry that takes it.
        if (clamped != time && (file.ModificationTime is not null || !_timestampReported))
        {
            _timestampReported |= file.ModificationTime is null;
            _diagnostics.Add(CpioDiagnostics.TimeClamped(file.Path, time, clamped));
        }

        return (uint)clamped;
    }
}
