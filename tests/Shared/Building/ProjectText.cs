using System.Collections.Immutable;
using System.Xml.Linq;
using Partition.Building.Items;
using Partition.Building.Plans;
using Partition.Building.Trees;

namespace Partition.Tests;

/// <summary>Reads properties and items of a project file without MSBuild: as they are, for those need no evaluation.</summary>
internal static class ProjectText
{
    /// <summary>What a project says that decides its partition.</summary>
    /// <param name="project">An element with properties and items, in any order.</param>
    /// <param name="board">The source of the board's tree.</param>
    /// <param name="hypervisor">The hypervisor of a project that names none.</param>
    public static PartitionProject Read(XElement project, string board, string hypervisor)
    {
        return new()
        {
            HostDeviceTree = board,
            BoardMemory = (string?)project.Element("BoardMemory") ?? "",
            Trees = new TreeOptions([], []),
            Hypervisor = (string?)project.Element("Hypervisor") ?? hypervisor,
            Profile = (string?)project.Element("HypervisorProfile") ?? "",
            PageSize = (string?)project.Element("PartitionPageSize") ?? "4K",
            Guests = Items("Guest"),
            GuestDevices = Items("GuestDevice"),
            VirtualDevices = Items("VirtualDevice"),
            SupplierPolicies = Items("SupplierPolicy"),
            ClockRates = Items("ClockRate"),
            BoardClocks = Items("BoardClocks"),
            Allowances = Items("PartitionAllowance"),
        };

        ImmutableArray<ProjectItem> Items(string type) => [.. project.Elements(type).Select(ReadItem)];
    }

    private static ProjectItem ReadItem(XElement item) => new(
        (string)item.Attribute("Include")!,
        item.Attributes()
            .Where(static attribute => attribute.Name != "Include")
            .ToImmutableDictionary(
                static metadata => metadata.Name.LocalName, static metadata => metadata.Value, StringComparer.OrdinalIgnoreCase));
}
