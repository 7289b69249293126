namespace Partition.Tool.Dtc;

/// <summary>The names of formats, and what a file seems to be.</summary>
internal static class DtcFormats
{
    private static ReadOnlySpan<byte> BlobMagic => [0xd0, 0x0d, 0xfe, 0xed];

    /// <summary>The format of a name after <c>-I</c> or <c>-O</c>.</summary>
    public static DtcFormat? Parse(string name) => name switch
    {
        "dts" => DtcFormat.Source,
        "dtb" => DtcFormat.Blob,
        "fs" => DtcFormat.Directory,
        "asm" => DtcFormat.Assembly,
        "yaml" => DtcFormat.Yaml,
        _ => null,
    };

    /// <summary>What an input seems to be: by its first bytes, else by its name, else a source.</summary>
    public static DtcFormat GuessInput(string path, ReadOnlySpan<byte> contents) =>
        contents.StartsWith(BlobMagic) ? DtcFormat.Blob : OfExtension(path) ?? DtcFormat.Source;

    /// <summary>What an output is to be: by its name, else the other one of source and blob.</summary>
    public static DtcFormat GuessOutput(string path, DtcFormat input) =>
        OfExtension(path) ?? (input == DtcFormat.Source ? DtcFormat.Blob : DtcFormat.Source);

    private static DtcFormat? OfExtension(string path)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(path.AsSpan());
        return extension.Equals(".dts", StringComparison.OrdinalIgnoreCase) ? DtcFormat.Source
            : extension.Equals(".dtb", StringComparison.OrdinalIgnoreCase) || extension.Equals(".dtbo", StringComparison.OrdinalIgnoreCase)
                ? DtcFormat.Blob
            : null;
    }
}
