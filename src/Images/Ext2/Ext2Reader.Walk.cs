using System.Buffers.Binary;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

public sealed partial class Ext2Reader
{
    /// <summary>One walk over the directories of an image, without recursion.</summary>
    private sealed class Ext2Walk(Ext2Reader reader)
    {
        private const int MaxPathLength = 4096;
        private const long MaxPathTotal = 64 << 20;
        private const int MaxDiagnostics = 100;

        private readonly List<Ext2Entry> _entries = [];
        private readonly DiagnosticBag _diagnostics = new();
        private readonly HashSet<uint> _seen = [];
        private readonly Queue<(Ext2Entry Directory, uint Parent)> _directories = new();
        private readonly Dictionary<uint, int> _links = [];
        private long _pathTotal;
        private long _directoryBlocks;
        private int _faults;

        private bool IsExhausted =>
            _faults >= MaxDiagnostics || _pathTotal > MaxPathTotal || _directoryBlocks > reader._shape.BlockCount;

        /// <summary>How many records name each inode, '.' and '..' included.</summary>
        public IReadOnlyDictionary<uint, int> Links => _links;

        public Ext2Listing Run()
        {
            AddEntry("/", SuperblockLayout.RootInode, SuperblockLayout.RootInode, type: null);
            while (_directories.TryDequeue(out (Ext2Entry Directory, uint Parent) next) && !IsExhausted)
            {
                ReadDirectory(next.Directory, next.Parent);
            }

            if (IsExhausted && _faults == 0)
            {
                Report(Ext2ReadDiagnostics.TooMuch("/", "its names and links are longer than any real image has them"));
            }

            return new(Sort(_entries), _diagnostics.ToImmutable());
        }

        private void Report(Diagnostic fault)
        {
            _faults++;
            _diagnostics.Add(fault);
        }

        private void ReadDirectory(Ext2Entry directory, uint parent)
        {
            // Counted before anything is mapped, so that many names for few blocks cost no more than the image is large.
            _directoryBlocks += Ext2Geometry.DivideUp(directory.Size, reader.BlockSize);
            if (_directoryBlocks > reader._shape.BlockCount)
            {
                Report(Ext2ReadDiagnostics.TooMuch(directory.Path, "the directories have more blocks than the image"));
                return;
            }

            var bag = new DiagnosticBag();
            byte[]? inode = reader.ReadInode(directory.Path, directory.Inode, bag);
            using Stream? content = inode is null ? null : reader.OpenContent(directory.Path, directory.Inode, inode, bag);
            foreach (Diagnostic fault in bag.ToImmutable())
            {
                Report(fault);
            }

            byte[] block = new byte[reader.BlockSize];
            while (content is not null && content.Position < content.Length && !IsExhausted)
            {
                if (content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length)
                {
                    Report(Ext2ReadDiagnostics.BadDirectory(directory.Path, $"its length of {content.Length} bytes is not whole blocks"));
                    return;
                }

                if (content.Position == block.Length)
                {
                    CheckOwnRecords(directory, parent, block);
                }

                ReadRecords(directory, block);
            }
        }

        // Every directory begins with itself and its parent; e2fsck wants a NUL after these two names.
        private void CheckOwnRecords(Ext2Entry directory, uint parent, byte[] block)
        {
            ReadOnlySpan<byte> self =
            [
                1,
                reader._shape.HasFileTypes ? DirectoryLayout.TypeOf(FileEntryKind.Directory) : (byte)0,
                (byte)'.',
                0,
            ];
            ReadOnlySpan<byte> above = [2, self[1], (byte)'.', (byte)'.', 0];
            int size = DirectoryLayout.RecordSize(1);
            bool isGood = BinaryPrimitives.ReadUInt32LittleEndian(block) == directory.Inode
                && BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(DirectoryLayout.RecordLength)) == size
                && block.AsSpan(DirectoryLayout.NameLength).StartsWith(self)
                && BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(size)) == parent
                && block.AsSpan(size + DirectoryLayout.NameLength).StartsWith(above);
            if (!isGood)
            {
                Report(Ext2ReadDiagnostics.BadDirectory(
                    directory.Path,
                    "it does not begin with the records '.' and '..' of itself and its parent"));
            }
        }

        private void ReadRecords(Ext2Entry directory, byte[] block)
        {
            for (int at = 0; at < block.Length && !IsExhausted;)
            {
                if (block.Length - at < DirectoryLayout.HeaderSize)
                {
                    Report(Ext2ReadDiagnostics.BadDirectory(directory.Path, "a record crosses the end of its block"));
                    return;
                }

                ReadOnlySpan<byte> record = block.AsSpan(at);
                int size = BinaryPrimitives.ReadUInt16LittleEndian(record[DirectoryLayout.RecordLength..]);
                int nameLength = record[DirectoryLayout.NameLength];
                if (size < DirectoryLayout.RecordSize(nameLength) || size % 4 != 0 || size > record.Length)
                {
                    Report(Ext2ReadDiagnostics.BadDirectory(directory.Path, $"a record has {size} bytes for a name of {nameLength}"));
                    return;
                }

                uint inode = BinaryPrimitives.ReadUInt32LittleEndian(record);
                if (inode != 0)
                {
                    _links[inode] = _links.GetValueOrDefault(inode) + 1;
                    byte? type = reader._shape.HasFileTypes ? record[DirectoryLayout.FileType] : null;
                    AddRecord(directory, record.Slice(DirectoryLayout.HeaderSize, nameLength), inode, type);
                }

                at += size;
            }
        }

        private void AddRecord(Ext2Entry directory, ReadOnlySpan<byte> name, uint inode, byte? type)
        {
            if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
            {
                return;
            }

            if (name.IsEmpty || name.IndexOfAny((byte)0, (byte)'/') >= 0)
            {
                Report(Ext2ReadDiagnostics.BadDirectory(directory.Path, "a name is empty or contains a NUL or a '/'"));
                return;
            }

            string path = (directory.Path == "/" ? "" : directory.Path) + "/" + Encoding.UTF8.GetString(name);
            _pathTotal += path.Length;
            if (path.Length > MaxPathLength || _pathTotal > MaxPathTotal)
            {
                Report(Ext2ReadDiagnostics.TooMuch(directory.Path, "paths get longer than any real image has them"));
                return;
            }

            AddEntry(path, inode, directory.Inode, type);
        }

        private void AddEntry(string path, uint number, uint parent, byte? type)
        {
            var bag = new DiagnosticBag();
            if (reader.ReadInode(path, number, bag) is { } inode)
            {
                AddEntry(path, number, parent, inode, type, bag);
            }

            foreach (Diagnostic fault in bag.ToImmutable())
            {
                Report(fault);
            }
        }

        private void AddEntry(string path, uint number, uint parent, byte[] inode, byte? type, DiagnosticBag bag)
        {
            int mode = BinaryPrimitives.ReadUInt16LittleEndian(inode.AsSpan(InodeLayout.Mode));
            FileEntryKind? kind = UnixMode.KindOf(mode);
            if (kind is null)
            {
                string octal = Convert.ToString(mode, 8);
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, $"has the mode 0{octal}, which names no kind of file"));
                return;
            }

            if (path == "/" && kind != FileEntryKind.Directory)
            {
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, "is no directory"));
                return;
            }

            if (type is not null && type != DirectoryLayout.TypeOf(kind.Value))
            {
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, $"is of another kind than its directory says (type {type})"));
            }

            if (kind == FileEntryKind.Directory && !_seen.Add(number))
            {
                bag.Add(Ext2ReadDiagnostics.DirectoryTwice(path, number));
                return;
            }

            // Without its length, nothing of it can be read.
            long size = SizeOf(inode, kind.Value);
            if (!reader.IsPossible(size))
            {
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, ImpossibleLength(size)));
                return;
            }

            Ext2Entry entry = MakeEntry(path, number, inode, kind.Value, mode, bag);
            _entries.Add(entry);
            if (kind == FileEntryKind.Directory)
            {
                _directories.Enqueue((entry, parent));
            }
        }

        private Ext2Entry MakeEntry(string path, uint number, byte[] inode, FileEntryKind kind, int mode, DiagnosticBag bag)
        {
            (uint major, uint minor) = kind is FileEntryKind.CharacterDevice or FileEntryKind.BlockDevice ? DeviceOf(inode) : default;
            return new Ext2Entry
            {
                Path = path,
                Kind = kind,
                Mode = mode & UnixMode.PermissionMask,
                Size = SizeOf(inode, kind),
                Inode = number,
                LinkCount = Get16(inode, InodeLayout.LinksCount),
                UserId = (uint)(Get16(inode, InodeLayout.UserIdLow) | Get16(inode, InodeLayout.UserIdHigh) << 16),
                GroupId = (uint)(Get16(inode, InodeLayout.GroupIdLow) | Get16(inode, InodeLayout.GroupIdHigh) << 16),
                ModificationTime = TimeOf(inode),
                LinkTarget = kind == FileEntryKind.SymbolicLink ? ReadLinkTarget(path, number, inode, bag) : "",
                DeviceMajor = major,
                DeviceMinor = minor,
            };
        }

        private string ReadLinkTarget(string path, uint number, byte[] inode, DiagnosticBag bag)
        {
            long size = SizeOf(inode, FileEntryKind.SymbolicLink);
            if (size >= reader.BlockSize)
            {
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, $"is a symbolic link of {size} bytes, more than a block"));
                return "";
            }

            bool isFast = BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.Sectors)) == 0;
            if (isFast && size >= InodeLayout.BlockBytes)
            {
                bag.Add(Ext2ReadDiagnostics.BadInode(path, number, $"is a symbolic link of {size} bytes without a block for them"));
                return "";
            }

            if (isFast)
            {
                return Encoding.UTF8.GetString(inode.AsSpan(InodeLayout.Block, (int)size));
            }

            _pathTotal += size;
            byte[] target = new byte[size];
            using Stream? content = reader.OpenContent(path, number, inode, bag);
            content?.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(target);
        }

        private static long TimeOf(byte[] inode)
        {
            int seconds = BinaryPrimitives.ReadInt32LittleEndian(inode.AsSpan(InodeLayout.ModificationTime));
            bool hasExtra = inode.Length > InodeLayout.Size
                && Get16(inode, InodeLayout.ExtraSize) >= InodeLayout.ModificationTimeExtra + 4 - InodeLayout.Size;
            return hasExtra
                ? InodeTime.Read(seconds, BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.ModificationTimeExtra)))
                : seconds;
        }

        private static (uint Major, uint Minor) DeviceOf(byte[] inode)
        {
            uint old = BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.Block));
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.Block + 4));
            return old != 0 || number == 0
                ? ((old >> 8) & 0xFF, old & 0xFF)
                : ((number >> 8) & 0xFFF, (number & 0xFF) | ((number >> 12) & 0xFFF00));
        }

        private static ushort Get16(byte[] inode, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(inode.AsSpan(offset));
    }
}
