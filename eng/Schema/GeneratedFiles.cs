namespace Partition.Schema;

/// <summary>The files that come from the schema.</summary>
internal static class GeneratedFiles
{
    /// <summary>What stands at the beginning of each.</summary>
    public const string Notice = $"Written by eng/schema.sh from {PublicSurface.Path}.";

    /// <summary>The document whose tables come from the schema.</summary>
    public const string Document = "docs/project-file.md";

    /// <summary>Makes all files.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <returns>The text of each by its path in the repository. All end their lines with a line feed.</returns>
    /// <exception cref="FormatException">The document wants a table that the schema has nothing for.</exception>
    public static IReadOnlyDictionary<string, string> Make(string root)
    {
        PublicSurface surface = PublicSurface.Read(root);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["src/Sdk/schema/Partition.xsd"] = XmlSchemaText.Write(surface),
            ["src/Sdk/rules/ProjectItemsSchema.xaml"] = ItemTypeRules.Write(surface),
            ["src/Sdk/rules/General.xaml"] = PropertyPage.WriteProject(surface),
            ["src/Sdk/rules/Items.xaml"] = PropertyPage.WriteItems(surface),
            ["src/Sdk/targets/Partition.DesignTime.Items.props"] = ItemTypeRules.WriteAvailableItems(surface),
            ["src/Building/Items/KnownMetadata.Names.cs"] = KnownMetadataSource.Write(surface),
            ["src/Partitioning/Model/GuestMetadata.Names.cs"] = MetadataSource.WriteItem(surface.FindItem("Guest")!),
            ["src/Partitioning/Model/GuestDeviceMetadata.Names.cs"] = MetadataSource.WriteItem(surface.FindItem("GuestDevice")!),
            ["src/Partitioning/Model/VirtualDeviceMetadata.Names.cs"] = MetadataSource.WriteItem(surface.FindItem("VirtualDevice")!),
            ["src/Partitioning/Model/SupplierPolicyMetadata.Names.cs"] = MetadataSource.WriteItem(surface.FindItem("SupplierPolicy")!),
            ["src/Partitioning/Model/ClockRateMetadata.Names.cs"] = MetadataSource.WriteItem(surface.FindItem("ClockRate")!),
            ["src/Partitioning/Model/PartitionAllowanceMetadata.Names.cs"] =
                MetadataSource.WriteItem(surface.FindItem("PartitionAllowance")!),
            ["src/Partitioning/Model/ProjectProperties.Names.cs"] = MetadataSource.WriteProperties(surface),
            ["src/Partitioning/Model/HypervisorSettings.Names.cs"] = HypervisorSettingsSource.Write(surface),
            [Document] = DocumentTables.Replace(File.ReadAllText(Path.Combine(root, Document)), surface),
        };
    }
}
