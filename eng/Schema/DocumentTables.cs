using System.Text.RegularExpressions;

namespace Partition.Schema;

/// <summary>Puts the schema's tables into a document, between a comment that names the table and one that ends it.</summary>
internal static partial class DocumentTables
{
    /// <summary>The document with its tables as the schema has them.</summary>
    /// <exception cref="FormatException">The document wants a table that the schema has nothing for.</exception>
    public static string Replace(string document, PublicSurface surface) => Table().Replace(
        document,
        match => $"{match.Groups["begin"].Value}\n{string.Join('\n', Write(match.Groups["name"].Value, surface))}\n"
            + match.Groups["end"].Value);

    /// <summary>The names of the tables that a document has.</summary>
    public static IEnumerable<string> NamesIn(string document) =>
        Table().Matches(document).Select(static match => match.Groups["name"].Value);

    private static IEnumerable<string> Write(string name, PublicSurface surface)
    {
        if (surface.PropertyGroups.FirstOrDefault(group => group.Name == name) is { } properties)
        {
            return ["| property | default | meaning |", "|---|---|---|", .. properties.Properties.Select(WriteValue)];
        }

        return name switch
        {
            "File systems" => WriteFileSystems(surface),
            "Settings by hypervisor" => WriteHypervisors(surface),
            "Targets" =>
            [
                "| target | what it does |",
                "|---|---|",
                .. surface.Targets.Select(static target => $"| `{target.Name}` | {Markdown.ToCell(target.Description)} |"),
            ],
            _ when surface.FindItem(name) is { } item => WriteItem(item),
            _ => throw new FormatException($"{GeneratedFiles.Document} wants a table '{name}', "
                + $"and {PublicSurface.Path} has neither properties nor an item of that name."),
        };
    }

    private static IEnumerable<string> WriteItem(ItemEntry item) =>
    [
        "| metadatum | default | meaning |",
        "|---|---|---|",
        $"| `Include` | | {Markdown.ToCell(item.Include.Description)} |",
        .. item.Metadata.Select(WriteValue),
    ];

    // What goes into file systems comes in pairs, and all of it fits into one table.
    private static IEnumerable<string> WriteFileSystems(PublicSurface surface) =>
    [
        "| item | `Include` | metadata (default) |",
        "|---|---|---|",
        .. surface.Items.Where(static item => item.Names.Length > 1).Select(static item =>
            $"| {string.Join(", ", item.Names.Select(static name => $"`{name}`"))} | {Markdown.ToCell(item.Include.Description)} | "
                + $"{string.Join(", ", item.Metadata.Select(WriteShort))} |"),
    ];

    // What all hypervisors understand is not in the table.
    private static IEnumerable<string> WriteHypervisors(PublicSurface surface)
    {
        string[] hypervisors = [.. surface.Properties.First(static property => property.Name == "Hypervisor").Values.Keys];
        return
        [
            $"| setting | {string.Join(" | ", hypervisors)} |",
            $"|---|{string.Concat(hypervisors.Select(static _ => "---|"))}",
            .. surface.Items.SelectMany(static item => item.Metadata
                .Select(metadatum => (Name: $"`{metadatum.Name}` of `{item.Names[0]}`", metadatum.Hypervisors))
                .Prepend((Name: $"`{item.Names[0]}`", item.Hypervisors)))
                .Where(static setting => setting.Hypervisors.Length > 0)
                .Select(setting => (setting.Name, Cells: hypervisors.Select(name => setting.Hypervisors.Contains(name) ? "yes" : "")))
                .Select(static setting => $"| {setting.Name} | {string.Join(" | ", setting.Cells)} |"),
        ];
    }

    private static string WriteValue(ValueEntry value) =>
        $"| `{value.Name}` | {(value.Default.Length == 0 ? "" : Markdown.ToCell(value.Default) + " ")}| "
            + $"{Markdown.ToCell(value.Description)} |";

    private static string WriteShort(ValueEntry value) =>
        Markdown.ToCell(value.Default.Length == 0 ? $"`{value.Name}`" : $"`{value.Name}` ({value.Default})");

    [GeneratedRegex("(?<begin><!-- table: (?<name>[^\n]*) -->)\n(?<rows>(\\|[^\n]*\n)*)(?<end><!-- end of table -->)")]
    private static partial Regex Table();
}
