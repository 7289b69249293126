using Partition.Tool.Dtc;
using Partition.Tool.Fdt;
using Partition.Tool.Images;
using Partition.Tool.Native;

namespace Partition.Tool;

/// <summary>The commands that replace other programs.</summary>
internal static class NativeCommands
{
    /// <summary>The names of all of them.</summary>
    public static readonly string[] Names = ["dtc", "fdtoverlay", "fdtdump", "fdtget", "fdtput", "mkext2", "cpio"];

    /// <summary>Finds a command. Only the one that is asked for is made.</summary>
    public static NativeCommand? Find(string name) => name switch
    {
        "dtc" => DtcCommand.Create(),
        "fdtoverlay" => FdtOverlayCommand.Create(),
        "fdtdump" => FdtDumpCommand.Create(),
        "fdtget" => FdtGetCommand.Create(),
        "fdtput" => FdtPutCommand.Create(),
        "mkext2" or "genext2fs" => MkExt2Command.Create(),
        "cpio" => CpioCommand.Create(),
        _ => null,
    };
}
