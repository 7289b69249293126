using System.Text;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Writes what Xvisor's guest firmware does to start Linux: copies from flash to RAM, then the jump.</summary>
/// <remarks>The firmware reads hexadecimal numbers, splits words at blanks alone and knows no comments.</remarks>
internal static class CommandList
{
    // The firmware appends the size of the RAM to a buffer of 1024 bytes that it does not check, and takes 32 words in a line.
    // With that, a list stays far below the 4095 bytes that it reads.
    private const int LongestArguments = 1000;
    private const int MostArguments = 31;

    private const ulong TreeOffset = 32 << 20;
    private const ulong TreeSlack = 0x1_0000; // The firmware writes memory, arguments and virtio devices into the tree.
    private const ulong Mebibyte = 1 << 20;

    public static string Write(GuestFiles guest, MachineProfile profile, FlashLayout flash, ICollection<Diagnostic> diagnostics)
    {
        ulong ram = guest.Plan.Memory.Start;
        ulong kernelLength = guest.Lengths[GuestFileKind.Kernel];
        ulong treeLength = guest.Lengths[GuestFileKind.OperatingSystemTree];
        ulong kernel = ram + profile.KernelOffset;

        // A kernel clears its .bss behind the image and builds page tables; twice its length keeps well clear of that.
        ulong tree = ram + Math.Max(TreeOffset, RoundUp(profile.KernelOffset + (2 * kernelLength), Mebibyte));
        ulong end = RoundUp(tree + treeLength + TreeSlack, Mebibyte);
        var text = new StringBuilder();
        text.AppendUnixLine($"copy 0x{kernel:x8} 0x{flash.AddressOf(GuestFileKind.Kernel):x8} 0x{WholeWords(kernelLength):x}");
        text.AppendUnixLine($"copy 0x{tree:x8} 0x{flash.AddressOf(GuestFileKind.OperatingSystemTree):x8} 0x{WholeWords(treeLength):x}");
        string rootFileSystem = "";
        if (guest.Lengths.TryGetValue(GuestFileKind.RootFileSystem, out ulong rootLength))
        {
            text.AppendUnixLine($"copy 0x{end:x8} 0x{flash.AddressOf(GuestFileKind.RootFileSystem):x8} 0x{WholeWords(rootLength):x}");
            rootFileSystem = $" 0x{end:x8} 0x{rootLength:x}";
            end += rootLength;
        }

        if (guest.Plan.Request.KernelArguments is { Length: > 0 } arguments)
        {
            text.AppendUnixLine($"linux_cmdline {arguments}");
        }

        text.AppendUnixLine($"start_linux_fdt 0x{kernel:x8} 0x{tree:x8}{rootFileSystem}");
        Check(guest, end - ram, diagnostics);

        // The flash behind the file is not cleared, and the list ends at the first byte that is not text.
        return text.Append('\0').ToString();
    }

    private static void Check(GuestFiles guest, ulong memory, ICollection<Diagnostic> diagnostics)
    {
        string arguments = guest.Plan.Request.KernelArguments;
        int words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (arguments.Length > LongestArguments || words > MostArguments)
        {
            diagnostics.Add(XvisorDiagnostics.ArgumentsTooLong(
                guest.Plan.Request.SpanOf(GuestMetadata.KernelArguments),
                guest.Plan.Name, arguments.Length, LongestArguments, words, MostArguments));
        }

        if (memory > guest.Plan.Memory.Size)
        {
            diagnostics.Add(XvisorDiagnostics.MemoryTooSmall(
                guest.Plan.Request.SpanOf(GuestMetadata.Memory), guest.Plan.Name, new ByteSize(RoundUp(memory, Mebibyte))));
        }
    }

    private static ulong WholeWords(ulong length) => RoundUp(length, sizeof(uint));

    private static ulong RoundUp(ulong number, ulong unit) => (number + unit - 1) / unit * unit;
}
