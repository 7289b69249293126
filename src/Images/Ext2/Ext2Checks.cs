using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>What ext2, Linux and Xvisor refuse.</summary>
internal static class Ext2Checks
{
    /// <summary>VFS_MAX_NAME of Xvisor v0.3.0 is 64 with the NUL.</summary>
    private const int XvisorNameBytes = 63;

    /// <summary>VFS_MAX_PATH of Xvisor v0.3.0 is 256 with the NUL.</summary>
    private const int XvisorPathBytes = 255;

    /// <summary>What e2fsck takes.</summary>
    private const int MaxReservedPercent = 50;

    private const uint MaxMajor = 4095;
    private const uint MaxMinor = 1048575;

    public static void CheckOptions(Ext2Options options, DiagnosticBag diagnostics)
    {
        if (options.BlockSize is not (1024 or 2048 or 4096))
        {
            diagnostics.Add(Ext2Diagnostics.BadBlockSize(options.BlockSize));
        }

        if (options.InodeSize is not (128 or 256))
        {
            diagnostics.Add(Ext2Diagnostics.BadInodeSize(options.InodeSize));
        }

        if (options.ReservedPercent is < 0 or > MaxReservedPercent)
        {
            diagnostics.Add(Ext2Diagnostics.BadReservedPercent(options.ReservedPercent, MaxReservedPercent));
        }

        int labelLength = Encoding.UTF8.GetByteCount(options.Label);
        if (labelLength > SuperblockLayout.LabelLength || !TargetPath.IsText(options.Label))
        {
            diagnostics.Add(Ext2Diagnostics.BadLabel(options.Label, labelLength));
        }
    }

    /// <summary>The time of an entry as an inode holds it. The image's own time is reported once, at the root, and not for every entry
    /// that takes it.</summary>
    public static long ClampTime(FileEntry entry, Ext2Options options, DiagnosticBag diagnostics)
    {
        long time = entry.TimeIn(options.Timestamp, options.ClampsTimes);
        long clamped = InodeTime.Clamp(time, options.InodeSize);
        if (clamped != time && (entry.ModificationTime is not null || entry.Path == "/"))
        {
            diagnostics.Add(Ext2Diagnostics.TimeClamped(entry.Path, time, clamped, options.InodeSize));
        }

        return clamped;
    }

    public static void CheckNodes(
        List<Ext2Node> nodes, FileEntry[] entries, Ext2Options options, int maxLinks, DiagnosticBag diagnostics)
    {
        foreach (Ext2Node node in nodes)
        {
            CheckNode(node, options.BlockSize, diagnostics);
            if (node.LinkCount > maxLinks)
            {
                diagnostics.Add(Ext2Diagnostics.TooManyLinks(node.Entry.Path, node.LinkCount, maxLinks));
            }
        }

        if (options.Profile == ImageProfile.Xvisor)
        {
            foreach (FileEntry entry in entries)
            {
                CheckForXvisor(entry, options.BlockSize, diagnostics);
            }
        }
    }

    private static void CheckNode(Ext2Node node, int blockSize, DiagnosticBag diagnostics)
    {
        FileEntry entry = node.Entry;
        long limit = new BlockTree(blockSize).MaxLength;
        if (node.Size > limit)
        {
            diagnostics.Add(Ext2Diagnostics.FileTooLong(entry.Path, node.Size, limit, blockSize));
        }

        if (node.LinkTarget.Length >= blockSize)
        {
            diagnostics.Add(Ext2Diagnostics.LinkTargetTooLong(entry.Path, node.LinkTarget.Length, blockSize));
        }

        if (entry.DeviceMajor > MaxMajor || entry.DeviceMinor > MaxMinor)
        {
            diagnostics.Add(Ext2Diagnostics.BadDeviceNumber(entry.Path, entry.DeviceMajor, entry.DeviceMinor));
        }
    }

    private static void CheckForXvisor(FileEntry entry, int blockSize, DiagnosticBag diagnostics)
    {
        if (entry.NameBytes.Length > XvisorNameBytes)
        {
            diagnostics.Add(Ext2Diagnostics.XvisorName(entry.Path, entry.NameBytes.Length, XvisorNameBytes));
        }
        else if (entry.PathBytes.Length > XvisorPathBytes)
        {
            diagnostics.Add(Ext2Diagnostics.XvisorPath(entry.Path, entry.PathBytes.Length, XvisorPathBytes));
        }

        long limit = new BlockTree(blockSize).MaxLengthOfTwoLevels;
        if (entry.Length > limit)
        {
            diagnostics.Add(Ext2Diagnostics.XvisorFileTooLong(entry.Path, entry.Length, limit, blockSize));
        }

        switch (entry.Kind)
        {
            case FileEntryKind.SymbolicLink:
                diagnostics.Add(Ext2Diagnostics.XvisorLink(entry.Path));
                break;
            case FileEntryKind.CharacterDevice or FileEntryKind.BlockDevice or FileEntryKind.Fifo or FileEntryKind.Socket:
                diagnostics.Add(Ext2Diagnostics.XvisorDevice(entry.Path));
                break;
        }
    }
}
