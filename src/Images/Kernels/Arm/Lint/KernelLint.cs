using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>Looks for what keeps a kernel from running as a guest, as far as its ELF file shows it.</summary>
/// <remarks>Only what is certain is reported. What a file does not show, such as the configuration of a Linux that does not carry it
/// (CONFIG_IKCONFIG) and that is not known, is skipped without a warning; so is a file that cannot be read, which
/// <see cref="KernelPatcher.Patch"/> reports.</remarks>
public static class KernelLint
{
    private const string PhysicalOffset = "CONFIG_PHYS_OFFSET";

    /// <summary>Checks a kernel that runs under a hypervisor on a processor without virtualization extensions.</summary>
    /// <param name="elf">The linked kernel with its symbols; readable and seekable. It stays open.</param>
    /// <param name="options">What it will meet.</param>
    /// <returns>Warnings HV3041 to HV3043.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static ImmutableArray<Diagnostic> Check(Stream elf, KernelLintOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Read(elf) is not { } file)
        {
            return [];
        }

        var diagnostics = new DiagnosticBag();
        if (file.IsBigEndian)
        {
            diagnostics.Add(KernelLintDiagnostics.BigEndian());
        }

        var symbols = new LinuxSymbols(file);
        if (symbols.IsLinux)
        {
            CheckVmalloc(symbols, options.HypervisorStart, diagnostics);
            CheckConfiguration(KernelConfiguration.Read(file) ?? KernelConfiguration.Parse(options.Configuration), options, diagnostics);
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>Checks that the physical addresses that a kernel is built for lie in its RAM.</summary>
    /// <param name="elf">The linked kernel with its symbols; readable and seekable. It stays open.</param>
    /// <param name="start">The guest's address of the first byte of its RAM.</param>
    /// <param name="length">How much RAM it has, in bytes.</param>
    /// <param name="configuration">The text of its configuration ('.config'), for a Linux that does not carry it; <see langword="null"/>
    /// when it is not known.</param>
    /// <returns>Nothing, or the warning HV3044.</returns>
    /// <remarks>The segments of Linux name virtual addresses only. A Linux that does not find its place itself (without
    /// CONFIG_ARM_PATCH_PHYS_VIRT) says in the configuration that it carries where it wants its RAM; another kernel says it by
    /// segments whose physical addresses are not their virtual ones.</remarks>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static ImmutableArray<Diagnostic> CheckLoadAddress(Stream elf, ulong start, ulong length, string? configuration = null)
    {
        if (Read(elf) is not { } file)
        {
            return [];
        }

        var symbols = new LinuxSymbols(file);
        (string What, uint Address)? wanted = symbols.IsLinux
            ? FindPhysicalOffset(symbols, KernelConfiguration.Read(file) ?? KernelConfiguration.Parse(configuration))
            : FindPhysicalAddress(file, start, length);
        return wanted is { } found && (found.Address < start || found.Address - start >= length)
            ? [KernelLintDiagnostics.LoadedOutsideMemory(found.What, found.Address, start, start + length)]
            : [];
    }

    private static ElfFile? Read(Stream elf) => KernelPatcher.ReadKernel(elf, new DiagnosticBag());

    private static void CheckVmalloc(LinuxSymbols symbols, uint hypervisor, DiagnosticBag diagnostics)
    {
        if (symbols.FindVmallocEnd() is { } found && found.End > hypervisor)
        {
            diagnostics.Add(KernelLintDiagnostics.VmallocEndsInHypervisor(found.End, hypervisor, found.Function, found.Address));
        }
    }

    private static void CheckConfiguration(KernelConfiguration? configuration, KernelLintOptions options, DiagnosticBag diagnostics)
    {
        if (configuration?.IsSet("CONFIG_ARM_LPAE") == true)
        {
            diagnostics.Add(KernelLintDiagnostics.UnfitConfiguration("CONFIG_ARM_LPAE=y",
                "a processor without virtualization extensions cannot read page tables of that form", "Build the kernel without it."));
        }

        if (options.IsArmV7 && configuration?.IsSet("CONFIG_CPU_V7") == false)
        {
            diagnostics.Add(KernelLintDiagnostics.UnfitConfiguration("that CONFIG_CPU_V7 is not set",
                "the kernel does not know the board's processor", "Build the kernel with CONFIG_ARCH_MULTI_V7."));
        }
    }

    private static (string, uint)? FindPhysicalOffset(LinuxSymbols symbols, KernelConfiguration? configuration) =>
        !symbols.FindsItsPlace && configuration is not null && !configuration.IsSet("CONFIG_ARM_PATCH_PHYS_VIRT")
            && configuration.NumberOf(PhysicalOffset) is { } offset
            ? ("is built for RAM at", offset)
            : null;

    private static (string, uint)? FindPhysicalAddress(ElfFile file, ulong start, ulong length)
    {
        ElfSegment[] segments = [.. file.Segments.Where(static segment => segment.IsLoad && segment.FileSize > 0)];
        if (segments.All(static segment => segment.PhysicalAddress == 0 || segment.PhysicalAddress == segment.VirtualAddress))
        {
            return null;
        }

        uint lowest = segments.Min(static segment => segment.PhysicalAddress);
        uint last = segments.Max(static segment => segment.PhysicalAddress + (segment.FileSize - 1));
        return ("is to be loaded at", lowest >= start && lowest - start < length ? last : lowest);
    }
}
