using System.Collections.Immutable;
using Partition.Hypervisors.Boot;

namespace Partition.Hypervisors.Xvisor;

/// <summary>
/// Where the files of guests lie on the image. What two guests have alike lies there once, where the first of them has it.
/// </summary>
internal sealed class BootPaths
{
    private readonly BootRequest _request;
    private readonly string _root;
    private readonly Dictionary<string, string> _byDigest = new(StringComparer.Ordinal);

    public BootPaths(BootRequest request)
    {
        _request = request;
        bool is64Bit = request.Guests.Any(static guest => MachineProfiles.Of(guest.Plan) is { Is64Bit: true });
        _root = is64Bit ? "/images/arm64" : "/images/arm32";
    }

    /// <summary>One guest has the folder of the board to itself; several have one each in it.</summary>
    public string Folder(GuestFiles guest) => _request.Guests.Length == 1
        ? $"{_root}/{_request.BoardName}"
        : $"{_root}/{_request.BoardName}/{guest.Plan.Name}";

    /// <summary>The tree that Xvisor is given for a guest.</summary>
    public string ConfigTree(GuestFiles guest) => _request.Guests.Length == 1
        ? $"{_root}/{_request.BoardName}-guest.dtb"
        : $"{_root}/{_request.BoardName}-{guest.Plan.Name}.dtb";

    /// <summary>The list of what is loaded into a guest.</summary>
    public string LoadList(GuestFiles guest) => $"{Folder(guest)}/nor_flash.list";

    /// <summary>Stores a file of a guest, unless one with the same content is there.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="kind">Which of its files.</param>
    /// <param name="name">The name it would have in the guest's folder.</param>
    /// <returns>Where the file is, and whether it is to be stored there.</returns>
    public (string Path, bool IsStored) Store(GuestFiles guest, GuestFileKind kind, string name)
    {
        string path = $"{Folder(guest)}/{name}";
        if (guest.Digests.TryGetValue(kind, out string? digest))
        {
            return _byDigest.TryAdd(digest, path) ? (path, true) : (_byDigest[digest], false);
        }

        return (path, true);
    }
}
