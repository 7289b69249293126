using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Where in the board's RAM the files lie that Xen starts guests from.</summary>
/// <remarks>
/// QEMU puts the hypervisor at the beginning of RAM and its tree behind half of it, at most 128 MiB (hw/arm/boot.c); boot loaders stay
/// near the beginning, too, or run at the end of RAM, as Xen does. The files begin behind QEMU's place for the tree. What two guests
/// have alike lies there once.
/// </remarks>
internal sealed class ModuleLayout
{
    private const ulong Alignment = 1 << 20;
    private const ulong MostBeforeTree = 128 << 20;
    private const ulong RoomForTree = 4 << 20; // Xen takes trees up to 2 MiB, and QEMU makes room for additions.

    private static readonly GuestFileKind[] s_kinds = [GuestFileKind.Kernel, GuestFileKind.RootFileSystem, GuestFileKind.ConfigTree];

    private ModuleLayout(AddressRange memory, ImmutableArray<Module> modules)
    {
        Memory = memory;
        Modules = modules;
    }

    /// <summary>The RAM that the files lie in: the board's first range.</summary>
    public AddressRange Memory { get; }

    /// <summary>
    /// All files of all guests that can be started, in the order of the guests; those that two guests share at one place.
    /// </summary>
    public ImmutableArray<Module> Modules { get; }

    /// <summary>The files as they lie in memory, each once, in rising order.</summary>
    public IEnumerable<Module> Stored => Modules.DistinctBy(static module => module.Place.Start);

    /// <summary>Where a boot loader puts the hypervisor: well behind where it puts its own first files.</summary>
    public ulong HypervisorAddress => Memory.Start + Math.Min(Memory.Size / 8, 32 << 20);

    /// <summary>Where a boot loader puts the hypervisor's tree.</summary>
    public ulong TreeAddress => Memory.Start + Math.Min(Memory.Size / 4, 64 << 20);

    /// <summary>Whether a guest can be started.</summary>
    public static bool CanStart(GuestFiles guest) => guest.Lengths.ContainsKey(GuestFileKind.Kernel);

    /// <summary>Places the files of all guests.</summary>
    public static ModuleLayout Place(BootRequest request)
    {
        AddressRange memory = request.Guests.Select(static guest => guest.Plan.Board.Memory)
            .FirstOrDefault() is { IsDefaultOrEmpty: false } ranges
            ? ranges[0]
            : default;
        ImmutableArray<Module>.Builder modules = ImmutableArray.CreateBuilder<Module>();
        AddressRange[] taken = [.. request.Guests.Select(static guest => guest.Plan.HostMemory).OfType<AddressRange>()];
        ulong next = RoundUp(memory.Start + BeforeModules(memory).Size);
        foreach (GuestFiles guest in request.Guests.Where(CanStart))
        {
            foreach (GuestFileKind kind in s_kinds)
            {
                if (!guest.Lengths.TryGetValue(kind, out ulong length))
                {
                    continue;
                }

                string digest = guest.Digests.GetValueOrDefault(kind, "");
                if (digest.Length > 0 && modules.FirstOrDefault(module => module.Digest == digest && module.Kind == kind) is { } same)
                {
                    modules.Add(same with { Guest = guest });
                }
                else
                {
                    AddressRange place = FindPlace(next, length, taken);
                    modules.Add(new(guest, kind, place, PathOf(guest, kind), digest));
                    next = RoundUp(place.Start + length);
                }
            }
        }

        return new(memory, modules.ToImmutable());
    }

    /// <summary>What is before the files in RAM: Xen itself and its tree.</summary>
    /// <param name="memory">The RAM that the files lie in.</param>
    public static AddressRange BeforeModules(AddressRange memory) =>
        memory with { Size = Math.Min(memory.Size / 2, MostBeforeTree) + RoomForTree };

    /// <summary>The first free place from an address on; RAM that guests have at fixed addresses is not free.</summary>
    private static AddressRange FindPlace(ulong next, ulong length, AddressRange[] taken)
    {
        var place = new AddressRange(next, length);
        while (Array.Find(taken, place.Overlaps) is { Size: > 0 } other)
        {
            place = place with { Start = RoundUp(other.Start + other.Size) };
        }

        return place;
    }

    /// <summary>Tells of files that lie outside of RAM.</summary>
    public IEnumerable<Diagnostic> Check() =>
        from module in Stored
        where !Memory.Contains(module.Place)
        select XenDiagnostics.FilesOutsideMemory(
            module.Guest.Plan.Request.SpanOf(""),
            module.Guest.Plan.Name,
            module.Path[(module.Path.LastIndexOf('/') + 1)..],
            module.Place,
            Memory);

    private static string PathOf(GuestFiles guest, GuestFileKind kind) => $"/guests/{guest.Plan.Name}/" + kind switch
    {
        GuestFileKind.Kernel => "Image",
        GuestFileKind.RootFileSystem => "rootfs.img",
        _ => "config.dtb",
    };

    private static ulong RoundUp(ulong address) => (address + Alignment - 1) & ~(Alignment - 1);
}
