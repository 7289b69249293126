using System.Diagnostics.CodeAnalysis;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Tool.Dtc;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Fdt;

/// <summary>
/// Reads blobs for the commands that work on them. As with libfdt nothing is checked but the format: a tree that dtc would refuse can be
/// read, and changed.
/// </summary>
internal static class BlobFile
{
    /// <summary>Reads a blob; <c>-</c> is the standard input.</summary>
    /// <returns>Whether it is one; what is wrong with it was said.</returns>
    public static bool TryRead(string path, ToolConsole console, [NotNullWhen(true)] out DeviceTreeDocument? document)
    {
        document = null;
        if (DtcInput.TryOpen(path, DtcFormat.Blob, console) is not DtcInput input)
        {
            new Report(console).Error(path, $"There is no file '{path}'.");
            return false;
        }

        BlobReadResult result = input.ReadBlob();
        new Report(console).Write(result.Diagnostics, input.Files);
        document = result.Document;
        return document is not null;
    }
}
