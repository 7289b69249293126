using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Images.Files;

/// <summary>The plan of a file system: which entries an image is to have. It holds no bytes, only where to get them.</summary>
/// <remarks>
/// <para>Paths are absolute, with '/' between names that are neither empty nor '.' nor '..' and take at most 255 bytes of UTF-8
/// (HV4001 to HV4005), and
/// take at most 4095 bytes in all (HV4014). Missing parents are made: 0755, owned by root. An entry that is added again replaces the
/// earlier one, which is reported as HV4006.</para>
/// <para>A fault is never thrown: the method returns false and the fault is in <see cref="Diagnostics"/>.</para>
/// </remarks>
public sealed class FileTree
{
    private const int MaxLinkTargetBytes = 4095;

    private readonly Dictionary<string, FileEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _childCounts = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics = new();
    private bool _hasLostCapabilities;

    /// <summary>Makes a plan that holds only the root directory.</summary>
    public FileTree() => _entries.Add("/", new("/", FileEntryKind.Directory, EntryAttributes.Default) { IsImplied = true });

    /// <summary>What was wrong with the entries that were added, in order.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Whether an entry was refused; the writers then refuse the plan.</summary>
    public bool HasErrors => _diagnostics.HasErrors;

    /// <summary>How many entries there are, with the root.</summary>
    public int Count => _entries.Count;

    /// <summary>All entries, sorted by the bytes of their paths, so that a directory comes before what is in it. The root is
    /// the first.</summary>
    public ImmutableArray<FileEntry> Entries
    {
        get
        {
            FileEntry[] entries = [.. _entries.Values];
            if (!IsSorted(entries))
            {
                Array.Sort(entries, ComparePaths);
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(entries);
        }
    }

    /// <summary>The list or archive, and its line, that entries are being added from.</summary>
    internal SourceSpan CurrentSpan { get; set; }

    /// <summary>Finds an entry by its absolute path; <see langword="null"/> when there is none.</summary>
    public FileEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>Adds a file.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="content">Where its bytes come from; opened when the image is written.</param>
    /// <param name="attributes"><see langword="null"/> for 0644, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The content says that its length is negative.</exception>
    public bool AddFile(string path, IFileContent content, EntryAttributes? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        long length = content.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(content));
        return Add(new(path, FileEntryKind.RegularFile, attributes ?? EntryAttributes.Default)
        {
            Content = content,
            Length = length,
        });
    }

    /// <summary>Adds a directory, or sets the attributes of one that is there because something is in it.</summary>
    /// <param name="path">The absolute path in the image; '/' is the root.</param>
    /// <param name="attributes"><see langword="null"/> for 0755, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddDirectory(string path, EntryAttributes? attributes = null) =>
        Add(new(path, FileEntryKind.Directory, attributes ?? EntryAttributes.Default));

    /// <summary>Adds a symbolic link.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="target">What it holds: any text of 1 to 4095 bytes without NUL, relative or absolute, whether it exists or not.</param>
    /// <param name="attributes"><see langword="null"/> for 0777, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddSymbolicLink(string path, string target, EntryAttributes? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        int length = System.Text.Encoding.UTF8.GetByteCount(target);
        if (length is 0 or > MaxLinkTargetBytes || !TargetPath.IsText(target))
        {
            return Refuse(FileTreeDiagnostics.BadLinkTarget(path, length switch
            {
                0 => "has an empty target. Give the path that it is to hold",
                > MaxLinkTargetBytes => $"has a target of {length} bytes; the longest that Linux takes is {MaxLinkTargetBytes}",
                _ => "has a target with a NUL or half of a surrogate pair, which cannot be stored",
            }));
        }

        return Add(new(path, FileEntryKind.SymbolicLink, attributes ?? EntryAttributes.Default) { LinkTarget = target });
    }

    /// <summary>Adds a character device.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="major">The major number; ext2 takes 0 to 4095.</param>
    /// <param name="minor">The minor number; ext2 takes 0 to 1048575.</param>
    /// <param name="attributes"><see langword="null"/> for 0644, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddCharacterDevice(string path, uint major, uint minor, EntryAttributes? attributes = null) =>
        AddDevice(path, FileEntryKind.CharacterDevice, major, minor, attributes);

    /// <summary>Adds a block device.</summary>
    /// <inheritdoc cref="AddCharacterDevice"/>
    public bool AddBlockDevice(string path, uint major, uint minor, EntryAttributes? attributes = null) =>
        AddDevice(path, FileEntryKind.BlockDevice, major, minor, attributes);

    /// <summary>Adds a named pipe.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="attributes"><see langword="null"/> for 0644, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddFifo(string path, EntryAttributes? attributes = null) =>
        Add(new(path, FileEntryKind.Fifo, attributes ?? EntryAttributes.Default));

    /// <summary>Adds a socket. Nothing can listen on it: it is there because a file system is copied with all that is in it.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="attributes"><see langword="null"/> for 0644, owned by root.</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddSocket(string path, EntryAttributes? attributes = null) =>
        Add(new(path, FileEntryKind.Socket, attributes ?? EntryAttributes.Default));

    /// <summary>Gives an entry that is there other attributes, which is not a replacement and is not reported.</summary>
    /// <param name="path">The absolute path in the image; a hard link means the file that it names, when that is there
    /// already.</param>
    /// <param name="attributes">All of them; <see langword="null"/> values are the usual ones.</param>
    /// <returns>Whether there is such an entry, and the mode is in range (HV4012).</returns>
    public bool SetAttributes(string path, EntryAttributes attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        FileEntry? entry = Find(path);
        for (int links = 0; entry is { Kind: FileEntryKind.HardLink } && links < _entries.Count; links++)
        {
            entry = Find(entry.LinkTarget);
        }

        if (entry is null)
        {
            return false;
        }

        FileEntry changed = entry.With(attributes);
        if (CheckMode(changed) is { } fault)
        {
            return Refuse(fault);
        }

        _entries[entry.Path] = changed;
        return true;
    }

    /// <summary>Notes that a file has capabilities, which no image keeps. The first of a plan is reported (HV4015).</summary>
    /// <param name="path">The absolute path in the image.</param>
    public void NoteCapabilities(string path)
    {
        if (!_hasLostCapabilities)
        {
            _hasLostCapabilities = true;
            Report(FileTreeDiagnostics.CapabilitiesLost(path));
        }
    }

    /// <summary>Adds another name for a file. It shares the file's attributes.</summary>
    /// <param name="path">The absolute path in the image.</param>
    /// <param name="target">The absolute path of the file; it may be added later. Whether it is there, and no directory, is checked when
    /// the image is written (HV4009).</param>
    /// <returns>Whether the entry was added.</returns>
    public bool AddHardLink(string path, string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return TargetPath.Check(target) is { } fault
            ? Refuse(fault)
            : Add(new(path, FileEntryKind.HardLink, EntryAttributes.Default) { LinkTarget = target });
    }

    private bool AddDevice(string path, FileEntryKind kind, uint major, uint minor, EntryAttributes? attributes) =>
        Add(new(path, kind, attributes ?? EntryAttributes.Default) { DeviceMajor = major, DeviceMinor = minor });

    /// <summary>Reports an error or a warning, at the line that is being read.</summary>
    internal void Report(Diagnostic diagnostic) =>
        _diagnostics.Add(CurrentSpan.HasFile ? diagnostic with { Span = CurrentSpan } : diagnostic);

    private bool Refuse(Diagnostic fault)
    {
        Report(fault);
        return false;
    }

    // As a rule they are: a folder of many files is added in the order of its names.
    private static bool IsSorted(FileEntry[] entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            if (ComparePaths(entries[i - 1], entries[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int ComparePaths(FileEntry left, FileEntry right) => left.PathBytes.AsSpan().SequenceCompareTo(right.PathBytes);

    private bool Add(FileEntry entry)
    {
        Diagnostic? fault = TargetPath.Check(entry.Path)
            ?? CheckMode(entry)
            ?? CheckReplacement(entry)
            ?? FindFileInTheWay(entry.Path);
        if (fault is not null)
        {
            return Refuse(fault);
        }

        MakeParents(entry.Path);
        if (!_entries.TryGetValue(entry.Path, out FileEntry? old))
        {
            CountChild(entry.Path);
        }
        else if (!old.IsImplied && !IsSameDirectory(old, entry))
        {
            Report(FileTreeDiagnostics.Replaced(entry.Path, old.Kind, entry.Kind));
        }

        _entries[entry.Path] = entry;
        return true;
    }

    // Folders that are laid over each other bring the same directories again.
    private static bool IsSameDirectory(FileEntry old, FileEntry added) =>
        (old.Kind, added.Kind) == (FileEntryKind.Directory, FileEntryKind.Directory)
        && (old.Mode, old.UserId, old.GroupId, old.ModificationTime)
            == (added.Mode, added.UserId, added.GroupId, added.ModificationTime);

    private static Diagnostic? CheckMode(FileEntry entry) =>
        entry.Mode is < 0 or > UnixMode.PermissionMask ? FileTreeDiagnostics.BadMode(entry.Path, entry.Mode) : null;

    private Diagnostic? CheckReplacement(FileEntry entry)
    {
        bool isInUse = entry.Path == "/" || _childCounts.GetValueOrDefault(entry.Path) > 0;
        return isInUse && entry.Kind != FileEntryKind.Directory ? FileTreeDiagnostics.DirectoryInUse(entry.Path, entry.Kind) : null;
    }

    private Diagnostic? FindFileInTheWay(string path)
    {
        for (string parent = FileEntry.ParentOf(path); parent != "/"; parent = FileEntry.ParentOf(parent))
        {
            if (_entries.TryGetValue(parent, out FileEntry? entry))
            {
                return entry.Kind == FileEntryKind.Directory
                    ? null
                    : FileTreeDiagnostics.ParentIsNoDirectory(path, parent, entry.Kind);
            }
        }

        return null;
    }

    private void MakeParents(string path)
    {
        for (string parent = FileEntry.ParentOf(path); !_entries.ContainsKey(parent); parent = FileEntry.ParentOf(parent))
        {
            _entries.Add(parent, new(parent, FileEntryKind.Directory, EntryAttributes.Default) { IsImplied = true });
            CountChild(parent);
        }
    }

    private void CountChild(string path)
    {
        string parent = FileEntry.ParentOf(path);
        _childCounts[parent] = _childCounts.GetValueOrDefault(parent) + 1;
    }
}
