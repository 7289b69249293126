using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Reads a table of devices as genext2fs takes it: a line an entry,
/// <c>name type mode uid gid major minor start inc count</c>, '-' for a field that does not matter, '#' before a comment.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>d</term><description>a directory, made where there is none</description></item>
/// <item><term>c, b</term><description>a device; with a count, those from <c>name</c>start to <c>name</c>(count - 1), whose minor numbers
/// are minor + number * inc - start</description></item>
/// <item><term>p, s</term><description>a named pipe, a socket</description></item>
/// <item><term>f, l</term><description>a file or link that is there: only its mode and owner are set</description></item>
/// </list>
/// <para>Modes are octal. Unlike genext2fs, a line that cannot be followed is an error, and missing parents are made.</para>
/// </remarks>
public static class DeviceTable
{
    private const int MinFields = 5;
    private const int MaxFields = 10;
    /// <summary>How many devices the series of one table make in all; a node takes half a kilobyte of memory.</summary>
    private const long MaxNodes = 65536;

    /// <summary>Adds what a table says to a plan.</summary>
    /// <param name="tree">The plan; it takes note of what is wrong (HV4101, HV4102, HV4105, HV4108, and what its own methods say), with the
    /// line.</param>
    /// <param name="text">The table.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="targetPath">The directory in the image that names start from; '/' for the root.</param>
    public static void AddTo(FileTree tree, string text, string name, string targetPath = "/")
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(text);
        long left = MaxNodes;
        SourceLines.ForEach(tree, text, name, fields => Add(tree, new SourceFields(tree, fields), targetPath, ref left));
    }

    private static void Add(FileTree tree, SourceFields fields, string targetPath, ref long left)
    {
        if (fields.Count is < MinFields or > MaxFields || fields[1] is not ("d" or "c" or "b" or "p" or "s" or "f" or "l"))
        {
            tree.Report(SourceDiagnostics.BadLine("'name type mode uid gid major minor start inc count' is expected, with a type of d, c, "
                + "b, p, s, f or l"));
            return;
        }

        string path = SourceLines.Join(targetPath, fields[0]);
        var attributes = new EntryAttributes
        {
            Mode = fields.Octal(2, "mode"),
            UserId = fields.Number(3, "owner"),
            GroupId = fields.Number(4, "group"),
        };
        (uint major, uint minor) = (fields.Number(5, "major number"), fields.Number(6, "minor number"));
        (uint start, uint step, uint count) = (fields.Number(7, "start"), fields.Number(8, "inc"), fields.Number(9, "count"));
        if (fields.HasFault)
        {
            return;
        }

        switch (fields[1])
        {
            case "c" or "b" when count > 0:
                AddSeries(tree, path, fields[1], (major, minor), (start, step, count), attributes, ref left);
                break;
            case "c" or "b":
                AddDevice(tree, path, fields[1], major, minor, attributes);
                break;
            case "d":
                tree.AddDirectory(path, attributes);
                break;
            case "p":
                tree.AddFifo(path, attributes);
                break;
            case "s":
                tree.AddSocket(path, attributes);
                break;
            default:
                Change(tree, path, attributes);
                break;
        }
    }

    private static void AddSeries(
        FileTree tree,
        string path,
        string type,
        (uint Major, uint Minor) device,
        (uint Start, uint Step, uint Count) series,
        EntryAttributes attributes,
        ref long left)
    {
        long wanted = Math.Max(0, series.Count - (long)series.Start);
        if (wanted > left)
        {
            tree.Report(SourceDiagnostics.TooManyNodes(path, wanted, left, MaxNodes));
            return;
        }

        left -= wanted;

        for (uint number = series.Start; number < series.Count; number++)
        {
            AddDevice(
                tree,
                string.Create(null, $"{path}{number}"),
                type,
                device.Major,
                device.Minor + number * series.Step - series.Start,
                attributes);
        }
    }

    private static void AddDevice(FileTree tree, string path, string type, uint major, uint minor, EntryAttributes attributes) =>
        _ = type == "c" ? tree.AddCharacterDevice(path, major, minor, attributes) : tree.AddBlockDevice(path, major, minor, attributes);

    private static void Change(FileTree tree, string path, EntryAttributes attributes)
    {
        if (tree.Find(path) is null)
        {
            tree.Report(SourceDiagnostics.NothingToChange(path));
        }
        else
        {
            tree.SetAttributes(path, attributes with { ModificationTime = tree.Find(path)!.ModificationTime });
        }
    }
}
