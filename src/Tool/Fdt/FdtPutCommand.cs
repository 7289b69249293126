using Partition.Tool.Native;

namespace Partition.Tool.Fdt;

/// <summary><c>partition fdtput</c>: changes a blob in its place.</summary>
internal static class FdtPutCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "fdtput",
        IsOfDtc = true,
        Description = "Change values of a device tree blob, with fdtput's command line.",
        Usage = "[options] BLOB NODE PROPERTY [VALUE...] | (-c|-r) BLOB NODE... | -d BLOB NODE PROPERTY...",
        Options =
        [
            new('c', "create", null, "Make nodes."),
            new('r', "remove", null, "Remove nodes with all below them."),
            new('d', "delete", null, "Remove properties."),
            new('p', "auto-path", null, "Make the nodes on the way to a node, too."),
            new('t', "type", "TYPE", ValueFormat.Description),
            new('v', "verbose", null, "Say what is written."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = """
            The values become one. A value that begins with '-' stands behind '--'.
            Exit codes: 0 done, 1 anything else; the blob is then as it was.
            """,
        Run = static (arguments, console) => new FdtPutRun(arguments, console).Run(),
    };
}
