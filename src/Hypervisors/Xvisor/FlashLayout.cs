using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Where the files of a guest lie in its flash.</summary>
/// <remarks>Each has a customary place; a file that grows beyond the next one's place pushes that one on instead of covering it.</remarks>
internal sealed class FlashLayout
{
    /// <summary>Where Xvisor's firmware looks for its command list.</summary>
    public const ulong CommandListOffset = 0xF_F000;

    private const ulong KernelOffset = 0x10_0000;
    private const ulong TreeOffset = 0x17F_0000;
    private const ulong RootFileSystemOffset = 0x180_0000;
    private const ulong Alignment = 0x1_0000;

    private FlashLayout(ulong start, ImmutableArray<(GuestFileKind Kind, ulong Address)> files)
    {
        Start = start;
        Files = files;
    }

    /// <summary>Guest address of the flash; the guest starts here.</summary>
    public ulong Start { get; }

    /// <summary>The files and their guest addresses, in rising order.</summary>
    public ImmutableArray<(GuestFileKind Kind, ulong Address)> Files { get; }

    /// <summary>The guest address of a file.</summary>
    public ulong AddressOf(GuestFileKind kind) => Files.First(file => file.Kind == kind).Address;

    /// <summary>Places the files of a guest.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="flash">The flash, at guest addresses.</param>
    /// <param name="first">What stands at the flash's first byte.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static FlashLayout Place(GuestFiles guest, AddressRange flash, GuestFileKind first, ICollection<Diagnostic> diagnostics)
    {
        ImmutableArray<(GuestFileKind Kind, ulong Address)>.Builder files = ImmutableArray.CreateBuilder<(GuestFileKind, ulong)>();
        ulong end = 0;
        foreach ((GuestFileKind kind, ulong customary) in new[]
        {
            (first, 0UL),
            (GuestFileKind.Kernel, KernelOffset),
            (GuestFileKind.OperatingSystemTree, TreeOffset),
            (GuestFileKind.RootFileSystem, RootFileSystemOffset),
        })
        {
            bool isPlaced = files.Any(file => file.Kind == kind);
            if (isPlaced || !guest.Lengths.TryGetValue(kind, out ulong length))
            {
                continue;
            }

            ulong offset = Math.Max(customary, (end + Alignment - 1) & ~(Alignment - 1));
            end = offset + length;
            files.Add((kind, flash.Start + offset));
            if (end > flash.Size)
            {
                diagnostics.Add(XvisorDiagnostics.FlashFull(
                    guest.Plan.Request.SpanOf(""), guest.Plan.Name, GuestFileNames.Of(kind, guest), end, flash.Size));
            }
        }

        return new(flash.Start, files.ToImmutable());
    }
}
