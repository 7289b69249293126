using System.Buffers.Binary;
using System.Text;

namespace Partition.Building.Kernels;

/// <summary>What the first bytes of an ELF file of either width say: for which machine it is, and which program loads it.</summary>
/// <remarks>System V ABI, chapter 4 and 5 (<c>Elf32_Ehdr</c>, <c>Elf64_Ehdr</c>, PT_INTERP).</remarks>
internal readonly ref struct ElfHead
{
    private const uint InterpreterSegment = 3;
    private const ushort ObjectType = 1;

    private readonly ReadOnlySpan<byte> _head;
    private readonly bool _is64Bit;
    private readonly bool _isBigEndian;

    private ElfHead(ReadOnlySpan<byte> head)
    {
        _head = head;
        _is64Bit = head[4] == 2;
        _isBigEndian = head[5] == 2;
    }

    /// <summary>The architecture that it is made for.</summary>
    public MachineArchitecture Architecture => MachineArchitectures.OfElf(ReadUInt16(0x12));

    /// <summary>Whether it is a part of a program that no linker has given addresses (ET_REL).</summary>
    public bool IsObject => ReadUInt16(0x10) == ObjectType;

    /// <summary>The path of the program that loads it; <see langword="null"/> for a static program, and when the bytes do not show it.
    /// </summary>
    public string? Interpreter
    {
        get
        {
            ulong table = ReadWord(_is64Bit ? 0x20 : 0x1C);
            int entrySize = ReadUInt16(_is64Bit ? 0x36 : 0x2A);
            int count = ReadUInt16(_is64Bit ? 0x38 : 0x2C);
            for (int i = 0; i < count; i++)
            {
                ulong entry = table + (ulong)(i * entrySize);
                if (entry + (ulong)entrySize > (ulong)_head.Length || entrySize < 32)
                {
                    return null;
                }

                if (ReadUInt32((int)entry) == InterpreterSegment)
                {
                    return ReadText(ReadWord((int)entry + (_is64Bit ? 8 : 4)), ReadWord((int)entry + (_is64Bit ? 0x20 : 0x10)));
                }
            }

            return null;
        }
    }

    /// <summary>Reads the head of a file.</summary>
    /// <param name="head">The file's first bytes.</param>
    /// <param name="elf">The head.</param>
    /// <returns>Whether it is an ELF file.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, out ElfHead elf)
    {
        bool isElf = head is [0x7F, (byte)'E', (byte)'L', (byte)'F', 1 or 2, 1 or 2, ..] && head.Length >= (head[4] == 2 ? 64 : 52);
        elf = isElf ? new(head) : default;
        return isElf;
    }

    private string? ReadText(ulong offset, ulong length)
    {
        if (offset >= (ulong)_head.Length || length > (ulong)_head.Length - offset)
        {
            return null;
        }

        ReadOnlySpan<byte> text = _head.Slice((int)offset, (int)length);
        int end = text.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(text[..end]) : null;
    }

    private ulong ReadWord(int offset) => !_is64Bit ? ReadUInt32(offset)
        : offset + sizeof(ulong) > _head.Length ? 0
        : _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(_head[offset..])
        : BinaryPrimitives.ReadUInt64LittleEndian(_head[offset..]);

    private uint ReadUInt32(int offset) => offset + sizeof(uint) > _head.Length ? 0
        : _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_head[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_head[offset..]);

    private ushort ReadUInt16(int offset) => _isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_head[offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_head[offset..]);
}
