using System.Globalization;
using System.IO.Compression;
using System.Text;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>
/// The configuration of a Linux: what it carries when it was built with CONFIG_IKCONFIG, or the file that lies beside it.
/// </summary>
/// <remarks>
/// Linux, kernel/configs.c: a gzip file between the marks <c>IKCFG_ST</c> and <c>IKCFG_ED</c>, in a section of constants.
/// </remarks>
internal sealed class KernelConfiguration
{
    private const int WindowLength = 1 << 18;

    /// <summary>That of a distribution's kernel takes about 60 KiB, and 250 KiB when it is unpacked.</summary>
    private const int MaxPackedLength = 1 << 20;

    private const int MaxLength = 4 << 20;

    private const int PartLength = 1 << 14;

    private readonly Dictionary<string, string> _options;

    private KernelConfiguration(Dictionary<string, string> options) => _options = options;

    private static ReadOnlySpan<byte> Mark => "IKCFG_ST\u001f"u8;

    /// <summary>Whether an option is built in.</summary>
    public bool IsSet(string option) => _options.GetValueOrDefault(option) == "y";

    /// <summary>The value of a hexadecimal option; <see langword="null"/> when there is none.</summary>
    public uint? NumberOf(string option) =>
        _options.TryGetValue(option, out string? text) && text.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? number
            : null;

    /// <summary>Finds the configuration of a kernel; <see langword="null"/> when it carries none that can be read.</summary>
    public static KernelConfiguration? Read(ElfFile file)
    {
        foreach (ElfSection section in file.Sections.Where(static section => section.IsLoaded && !section.IsCode))
        {
            if (Find(file, section) is { } offset)
            {
                byte[] packed = new byte[Math.Min(MaxPackedLength, section.Length - offset)];
                return file.TryReadContent(section, offset, packed) && Unpack(packed) is { } text ? Parse(text) : null;
            }
        }

        return null;
    }

    private static long? Find(ElfFile file, ElfSection section)
    {
        byte[] window = new byte[Math.Min(WindowLength, section.Length)];
        for (long start = 0; section.Length - start >= Mark.Length; start += window.Length - Mark.Length + 1)
        {
            Span<byte> part = window.AsSpan(0, (int)Math.Min(window.Length, section.Length - start));
            if (!file.TryReadContent(section, start, part))
            {
                return null;
            }

            int found = part.IndexOf(Mark);
            if (found >= 0)
            {
                return start + found + Mark.Length - 1;
            }
        }

        return null;
    }

    private static string? Unpack(byte[] packed)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var text = new MemoryStream();
            byte[] part = new byte[PartLength];
            int length;
            while (text.Length < MaxLength && (length = gzip.Read(part)) > 0)
            {
                text.Write(part, 0, length);
            }

            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
        catch (InvalidDataException)
        {
            return null; // The mark was there by chance, or the file is damaged: nothing can be said.
        }
    }

    /// <summary>Reads the text of a configuration; <see langword="null"/> when it is none.</summary>
    public static KernelConfiguration? Parse(string? text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ReadOnlySpan<char> line in (text ?? "").AsSpan().EnumerateLines())
        {
            int equals = line.IndexOf('=');
            if (line.StartsWith("CONFIG_", StringComparison.Ordinal) && equals > 0)
            {
                options.TryAdd(line[..equals].ToString(), line[(equals + 1)..].ToString());
            }
        }

        return options.Count == 0 ? null : new(options);
    }
}
