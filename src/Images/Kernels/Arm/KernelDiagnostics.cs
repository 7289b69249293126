using Partition.Diagnostics;

namespace Partition.Images.Kernels.Arm;

/// <summary>What can be wrong with a guest kernel that is to be patched.</summary>
internal static class KernelDiagnostics
{
    public static Diagnostic ThumbCode(string section, uint address, string symbol) => Diagnostic.Error("HV3011", SourceSpan.None,
        $"Section '{section}' holds Thumb code at 0x{address:x8}{At(symbol)}; only ARM instructions can be replaced by hypercalls. "
        + "Build the kernel without CONFIG_THUMB2_KERNEL.");

    public static Diagnostic NoMappingSymbols() => Diagnostic.Error("HV3012", SourceSpan.None,
        "The kernel has no mapping symbols ($a, $d), so its instructions cannot be told from the constants between them. "
        + "Pass the 'vmlinux' from the kernel's build before it is stripped.");

    public static Diagnostic AlreadyPatched(int count, uint firstAddress, string symbol) => Diagnostic.Error("HV3013", SourceSpan.None,
        $"The kernel is patched already: it contains {count} hypercall{(count == 1 ? "" : "s")}, "
        + $"the first at 0x{firstAddress:x8}{At(symbol)}. "
        + "Patching twice destroys them. Pass the 'vmlinux' as the kernel's build left it, or set PatchKernel to false.");

    public static Diagnostic InstructionsLeftBehind(int count, LeftBehindInstruction first, bool canBePatched) => Diagnostic.Warning(
        "HV3014", SourceSpan.None,
        $"{count} sensitive instruction{(count == 1 ? " has" : "s have")} no hypercall and stay{(count == 1 ? "s" : "")} in the kernel; "
        + $"the first is {Mnemonics.Of(first.Class)} (0x{first.Word:x8}) at 0x{first.Address:x8}{At(first.Symbol)} "
        + $"in section '{first.Section}'. If the guest reaches it, the guest sees the wrong processor state: make it unconditional "
        + $"in the kernel's source{(canBePatched ? ", or set PatchConditional" : "")}.");

    public static Diagnostic NoCode() => Diagnostic.Error("HV3015", SourceSpan.None,
        "The ELF file has no section with instructions, so there is nothing to patch. Pass the 'vmlinux' that the kernel's build "
        + "leaves in its top folder.");

    public static Diagnostic NotLinked() => Diagnostic.Error("HV3016", SourceSpan.None,
        "The ELF file is an object file (ET_REL), whose addresses are not final. Pass the linked 'vmlinux'.");

    public static Diagnostic SectionWithoutMappingSymbols(string section) => Diagnostic.Warning("HV3017", SourceSpan.None,
        $"Section '{section}' holds code but no mapping symbols; all of it is taken for ARM instructions. If it holds constants too, "
        + "some of them may be changed: pass the 'vmlinux' before it is stripped.");

    public static Diagnostic TooManyPatches(int limit) => Diagnostic.Error("HV3018", SourceSpan.None,
        $"More than {limit} words look like sensitive instructions; a Linux kernel has some thousand. The file is probably no kernel, "
        + "or its constants are marked as code.");

    public static Diagnostic FlatImageTooLong(
        long length,
        long limit,
        string lowest,
        uint lowestAddress,
        string highest,
        uint highestAddress) => Diagnostic.Error("HV3021",
        SourceSpan.None,
        $"The flat image would take {length} bytes, over the limit of {limit}: section '{lowest}' is loaded at 0x{lowestAddress:x8} and "
        + $"section '{highest}' at 0x{highestAddress:x8}. Give them load addresses that are near each other in the linker script.");

    public static Diagnostic NothingToLoad() => Diagnostic.Error("HV3022", SourceSpan.None,
        "The ELF file has no section with content to load, so the flat image would be empty. Pass the linked 'vmlinux'.");

    public static Diagnostic ChangedSincePatching(long offset, uint expected, uint found) => Diagnostic.Error("HV3023", SourceSpan.None,
        $"The kernel has changed since it was examined: the word at byte 0x{offset:x} of the file was 0x{expected:x8} and is "
        + $"0x{found:x8} now. Build again when nothing else writes the kernel.");

    private static string At(string symbol) => symbol.Length == 0 ? "" : $" ({symbol})";
}
