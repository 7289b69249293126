using Partition.Building.Files;
using System.Buffers.Binary;
using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Fdt;

/// <summary>One run of <c>partition fdtput</c>.</summary>
internal sealed class FdtPutRun(NativeArguments arguments, ToolConsole console)
{
    private readonly string _path = arguments.Operands.Count > 0 ? arguments.Operands[0] : "";
    private readonly bool _worksOnNodes = arguments.Has("create") || arguments.Has("remove");

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        ValueFormat? format = arguments.ValueOf("type") is string type ? ValueFormat.Parse(type) : default(ValueFormat);
        string? fault = format is null or { Kind: 'r' } ? "-t takes s, i, u or x, with b, hh, h or l before it"
            : arguments.Operands.Count < (_worksOnNodes ? 2 : 3)
                ? $"it wants a blob, {(_worksOnNodes ? "and nodes" : "a node and a property")}"
            : null;
        if (fault is not null)
        {
            return NativeRun.ReportUsage(FdtPutCommand.Create(), fault, console);
        }

        if (!BlobFile.TryRead(_path, console, out DeviceTreeDocument? document))
        {
            return ExitCode.InputHasErrors;
        }

        if (Change(document, format!.Value) is string error)
        {
            new Report(console).Error(_path, error);
            return ExitCode.InputHasErrors;
        }

        byte[] blob = DeviceTreeBlob.Write(document, BlobOptions.Default with { Strings = StringsOf(_path) });
        OutputFile.Write(_path, console, stream =>
        {
            stream.Write(blob);
            return true;
        });
        return ExitCode.Good;
    }

    /// <summary>The names that the blob has already: those that are in use keep their places, as libfdt leaves them.</summary>
    private static ImmutableArray<byte> StringsOf(string path)
    {
        const int StringsOffset = 0x0c;
        const int StringsSize = 0x20;
        ReadOnlySpan<byte> blob = InputFile.ReadAll(path);
        return [.. blob
            .Slice(BinaryPrimitives.ReadInt32BigEndian(blob[StringsOffset..]), BinaryPrimitives.ReadInt32BigEndian(blob[StringsSize..]))];
    }

    private string? Change(DeviceTreeDocument document, ValueFormat format)
    {
        bool makesWay = arguments.Has("auto-path");
        if (_worksOnNodes)
        {
            return ForEach(1, path => arguments.Has("create") ? Create(document, path, makesWay) : Remove(document, path));
        }

        string node = arguments.Operands[1];
        if (makesWay)
        {
            MakeWay(document, node);
        }

        return BlobPath.Find(document, node) is not DeviceTreeNode target ? $"There is no node '{node}'."
            : arguments.Has("delete") ? ForEach(2, name => target.RemoveProperty(name) ? null : $"'{node}' has no property '{name}'.")
            : Set(target, arguments.Operands[2], format);
    }

    private string? ForEach(int first, Func<string, string?> change)
    {
        string? fault = null;
        for (int i = first; i < arguments.Operands.Count && fault is null; i++)
        {
            fault = change(arguments.Operands[i]);
        }

        return fault;
    }

    private string? Set(DeviceTreeNode node, string name, ValueFormat format)
    {
        var encoder = new ValueEncoder(format, arguments.Has("verbose") ? console.Error : TextWriter.Null);
        foreach (string text in arguments.Operands.Skip(3))
        {
            if (!encoder.TryAdd(text))
            {
                return $"'{text}' is no value of the type that -t says.";
            }
        }

        TreeEdits.SetProperty(node, name, encoder.Value);
        return null;
    }

    private static string? Create(DeviceTreeDocument document, string path, bool makesWay)
    {
        if (makesWay)
        {
            MakeWay(document, path);
            return null;
        }

        if (BlobPath.Find(document, path) is not null)
        {
            return $"There is a node '{path}' already.";
        }

        int slash = path.LastIndexOf('/');
        string parent = slash <= 0 ? "/" : path[..slash];
        if (slash < 0)
        {
            return $"'{path}' is no path; it begins with '/'.";
        }

        if (BlobPath.Find(document, parent) is not DeviceTreeNode node)
        {
            return $"There is no node '{parent}'. -p makes it.";
        }

        TreeEdits.AddChild(node, path[(slash + 1)..]);
        return null;
    }

    /// <summary>Makes the nodes of a path that are not there; that all are there is not an error.</summary>
    private static void MakeWay(DeviceTreeDocument document, string path)
    {
        DeviceTreeNode node = document.Root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = BlobPath.FindChild(node, name) ?? TreeEdits.AddChild(node, name);
        }
    }

    private static string? Remove(DeviceTreeDocument document, string path)
    {
        if (BlobPath.Find(document, path) is not DeviceTreeNode { Parent: DeviceTreeNode parent } node)
        {
            return path == "/" ? "The root node cannot be removed." : $"There is no node '{path}'.";
        }

        parent.RemoveChild(node);
        return null;
    }
}
