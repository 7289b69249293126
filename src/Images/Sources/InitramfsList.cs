using System.Text;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Reads a list as Linux' gen_init_cpio takes it, a line an entry, '#' before a comment.</summary>
/// <remarks>
/// <para>Linux, Documentation/filesystems/ramfs-rootfs-initramfs.rst;
/// Documentation/driver-api/early-userspace/early_userspace_support.rst:</para>
/// <code>
/// file  name location mode uid gid [names of hard links]
/// dir   name mode uid gid
/// nod   name mode uid gid c|b major minor
/// slink name target mode uid gid
/// pipe  name mode uid gid
/// sock  name mode uid gid
/// </code>
/// <para>Modes are octal. <c>${NAME}</c> in a location is a variable's value. Beyond gen_init_cpio, a field in quotation marks may have
/// blanks in it, and missing parents are made.</para>
/// </remarks>
public static class InitramfsList
{
    private static readonly string[] Kinds = ["file", "dir", "nod", "slink", "pipe", "sock"];

    /// <summary>
    /// Whether a text looks like such a list and not like a table of devices (<see cref="DeviceTable"/>): its first entry says what it is.
    /// </summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? first = text
            .Split('\n')
            .Select(static line => line.Trim())
            .FirstOrDefault(static line => line.Length > 0 && line[0] != '#');
        return first is not null && Kinds.Contains(first.Split([' ', '\t'], 2)[0]);
    }

    /// <summary>Adds what a list says to a plan.</summary>
    /// <param name="tree">The plan; it takes note of what is wrong (HV4101 to HV4104, and what its own methods say), with the line.</param>
    /// <param name="text">The list.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="open">Finds the file at a location; <see langword="null"/> when there is none.</param>
    /// <param name="variable">The value of a variable; <see langword="null"/> when it has none.</param>
    /// <param name="targetPath">The directory in the image that names start from; '/' for the root.</param>
    public static void AddTo(
        FileTree tree, string text, string name, Func<string, IFileContent?> open, Func<string, string?> variable, string targetPath = "/")
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(variable);
        SourceLines.ForEach(tree, text, name, line =>
        {
            var fields = new SourceFields(tree, line);
            string path = fields.Count > 1 ? SourceLines.Join(targetPath, fields[1]) : "";
            if (!TryAdd(tree, fields, path, open, variable, targetPath))
            {
                tree.Report(SourceDiagnostics.BadLine(
                    "'file name location mode uid gid', 'dir name mode uid gid', 'nod name mode uid gid c|b major minor', "
                    + "'slink name target mode uid gid', 'pipe name mode uid gid' or 'sock name mode uid gid' is expected"));
            }
        });
    }

    private static bool TryAdd(
        FileTree tree,
        SourceFields fields,
        string path,
        Func<string, IFileContent?> open,
        Func<string, string?> variable,
        string targetPath)
    {
        switch (fields[0], fields.Count)
        {
            case ("file", >= 6):
                AddFile(tree, fields, path, open, variable, targetPath);
                return true;
            case ("dir", 5):
                return Run(fields, 2, attributes => tree.AddDirectory(path, attributes));
            case ("pipe", 5):
                return Run(fields, 2, attributes => tree.AddFifo(path, attributes));
            case ("sock", 5):
                return Run(fields, 2, attributes => tree.AddSocket(path, attributes));
            case ("slink", 6):
                return Run(fields, 3, attributes => tree.AddSymbolicLink(path, fields[2], attributes));
            case ("nod", 8) when fields[5] is "c" or "b":
                (uint major, uint minor) = (fields.Number(6, "major number"), fields.Number(7, "minor number"));
                return Run(fields, 2, attributes => _ = fields[5] == "c"
                    ? tree.AddCharacterDevice(path, major, minor, attributes)
                    : tree.AddBlockDevice(path, major, minor, attributes));
            default:
                return false;
        }
    }

    private static bool Run(SourceFields fields, int first, Action<EntryAttributes> add)
    {
        var attributes = new EntryAttributes
        {
            Mode = fields.Octal(first, "mode"),
            UserId = fields.Number(first + 1, "owner"),
            GroupId = fields.Number(first + 2, "group"),
        };
        if (!fields.HasFault)
        {
            add(attributes);
        }

        return true;
    }

    private static void AddFile(
        FileTree tree,
        SourceFields fields,
        string path,
        Func<string, IFileContent?> open,
        Func<string, string?> variable,
        string targetPath)
    {
        if (Expand(tree, fields[2], variable) is not { } location)
        {
            return;
        }

        if (open(location) is not { } content)
        {
            tree.Report(SourceDiagnostics.FileNotFound(location));
            return;
        }

        Run(fields, 3, attributes =>
        {
            tree.AddFile(path, content, attributes);
            for (int i = 6; i < fields.Count; i++)
            {
                tree.AddHardLink(SourceLines.Join(targetPath, fields[i]), path);
            }
        });
    }

    private static string? Expand(FileTree tree, string location, Func<string, string?> variable)
    {
        var expanded = new StringBuilder();
        for (int at = 0; at < location.Length;)
        {
            int end = location.AsSpan(at).StartsWith("${") ? location.IndexOf('}', at) : -1;
            if (end < 0)
            {
                expanded.Append(location[at++]);
                continue;
            }

            string name = location[(at + 2)..end];
            if (variable(name) is not { } value)
            {
                tree.Report(SourceDiagnostics.UnknownVariable(name));
                return null;
            }

            expanded.Append(value);
            at = end + 1;
        }

        return expanded.ToString();
    }
}
