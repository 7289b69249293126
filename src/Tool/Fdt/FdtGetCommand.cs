using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Fdt;

/// <summary><c>partition fdtget</c>: reads values from a blob.</summary>
internal static class FdtGetCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "fdtget",
        IsOfDtc = true,
        Description = "Read values from a device tree blob, with fdtget's command line.",
        Usage = "[options] BLOB (NODE PROPERTY)... | (-p|-l) BLOB NODE...",
        Options =
        [
            new('t', "type", "TYPE", ValueFormat.Description),
            new('p', "properties", null, "List the names of each node's properties."),
            new('l', "list", null, "List the names of each node's children."),
            new('d', "default", "TEXT", "What to print for a property that is not there."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = "Each value is printed on a line of its own. Exit codes: 0 done, 1 anything else.",
        Run = Run,
    };

    private static int Run(NativeArguments arguments, ToolConsole console)
    {
        bool isList = arguments.Has("properties") || arguments.Has("list");
        ValueFormat? format = arguments.ValueOf("type") is string type ? ValueFormat.Parse(type) : default(ValueFormat);
        string? fault = format is null ? "-t takes s, i, u, x or r, with b, hh, h or l before it"
            : arguments.Operands.Count < 2 ? "it wants a blob and nodes"
            : !isList && arguments.Operands.Count % 2 == 0 ? "each node wants a property behind it"
            : null;
        if (fault is not null)
        {
            return NativeRun.ReportUsage(Create(), fault, console);
        }

        if (!BlobFile.TryRead(arguments.Operands[0], console, out DeviceTreeDocument? document))
        {
            return ExitCode.InputHasErrors;
        }

        int step = isList ? 1 : 2;
        for (int i = 1; i < arguments.Operands.Count; i += step)
        {
            DeviceTreeNode? node = BlobPath.Find(document, arguments.Operands[i]);
            if (!isList && format!.Value.Kind == 'r' && node?.FindProperty(arguments.Operands[i + 1]) is DeviceTreeProperty raw)
            {
                WriteRaw(raw.Value.Bytes, console);
                continue;
            }

            string? text = isList
                ? List(node, arguments.Has("properties"))
                : Show(node?.FindProperty(arguments.Operands[i + 1]), format!.Value, console) ?? arguments.ValueOf("default");
            if (text is null)
            {
                new Report(console).Error(arguments.Operands[0], isList
                    ? $"There is no node '{arguments.Operands[i]}'."
                    : $"There is no property '{arguments.Operands[i + 1]}' of '{arguments.Operands[i]}' that could be shown so.");
                return ExitCode.InputHasErrors;
            }

            console.Output.Write(text.Length > 0 || !isList ? text + "\n" : "");
        }

        return ExitCode.Good;
    }

    /// <summary>Writes a value as it is, and a line end.</summary>
    private static void WriteRaw(ReadOnlySpan<byte> value, ToolConsole console)
    {
        console.Output.Flush();
        using Stream output = console.OpenOutput();
        output.Write(value);
        output.WriteByte((byte)'\n');
    }

    private static string? List(DeviceTreeNode? node, bool ofProperties) => node is null ? null
        : ofProperties ? string.Join('\n', node.Properties.Select(static property => property.Name))
        : string.Join('\n', node.Children.Select(static child => child.Name));

    private static string? Show(DeviceTreeProperty? property, ValueFormat format, ToolConsole console)
    {
        if (property is null)
        {
            return null;
        }

        ReadOnlySpan<byte> value = property.Value.Bytes;
        if (value.IsEmpty)
        {
            return "";
        }

        if (format.Kind == 's' || (format.Kind == '\0' && PrintableStrings.Are(value)))
        {
            return ShowStrings(property, console);
        }

        int size = format.Size != 0 ? format.Size : value.Length % sizeof(uint) == 0 ? sizeof(uint) : 1;
        if (value.Length % size == 0)
        {
            return ShowNumbers(value, format.Kind, size);
        }

        new Report(console).Warning(property.Name, $"Its {value.Length} bytes are no multiple of {size}.");
        return null;
    }

    private static string? ShowStrings(DeviceTreeProperty property, ToolConsole console)
    {
        ReadOnlySpan<byte> value = property.Value.Bytes;
        if (value[^1] == 0)
        {
            return Encoding.UTF8.GetString(value[..^1]).Replace('\0', ' ');
        }

        new Report(console).Warning(property.Name, "The last string has no end.");
        return null;
    }

    private static string ShowNumbers(ReadOnlySpan<byte> value, char kind, int size)
    {
        var text = new StringBuilder();
        for (; !value.IsEmpty; value = value[size..])
        {
            uint number = 0;
            foreach (byte b in value[..size])
            {
                number = (number << 8) | b;
            }

            text.Append(text.Length == 0 ? "" : " ");
            _ = kind switch
            {
                'x' => text.Append(number.ToString("x", CultureInfo.InvariantCulture)),
                'u' => text.Append(CultureInfo.InvariantCulture, $"{number}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"{(int)number}"),
            };
        }

        return text.ToString();
    }
}
