using System.Text.RegularExpressions;
using Partition.Partitioning.Requests;
using Partition.Schema;

namespace Partition.Sdk.Tests.Schema;

/// <summary>The schema lists what the targets and tasks know, and nothing else.</summary>
public sealed partial class PublicSurfaceTests
{
    private const string WhatToDo = "A public one needs an entry there, and then eng/schema.sh; a private one begins with '_'; "
        + "one of MSBuild's goes into PlatformNames.cs.";

    private static readonly PublicSurface s_surface = PublicSurface.Read(Repository.Root);

    [Fact]
    public void EveryPropertyOfTheTargetsIsInTheSchema() => AssertNone(
        TargetsNames.All.Properties
            .Where(static use => !PlatformNames.Properties.Contains(use.Key) && !use.Key.StartsWith("MSBuild", StringComparison.Ordinal))
            .Where(static use => !s_surface.Properties.Concat(s_surface.Hooks).Any(property => property.Name == use.Key))
            .Select(static use => $"{use.Value} uses the property '{use.Key}', which {PublicSurface.Path} lacks."));

    [Fact]
    public void EveryItemOfTheTargetsIsInTheSchema() => AssertNone(
        TargetsNames.All.Items
            .Where(static use => !PlatformNames.Items.Contains(use.Key))
            .Where(static use => s_surface.FindItem(use.Key) is null && !s_surface.Outputs.Any(output => output.Name == use.Key))
            .Select(static use => $"{use.Value} uses the item '{use.Key}', which {PublicSurface.Path} lacks."));

    [Fact]
    public void EveryMetadatumOfTheTargetsIsInTheSchema() => AssertNone(
        TargetsNames.All.Metadata
            .Where(
                static use =>
                    !PlatformNames.Items.Contains(use.Key.Split('.')[0]) && !IsMetadatum(use.Key.Split('.')[0], use.Key.Split('.')[1]))
            .Select(static use => $"{use.Value} uses the metadatum '{use.Key}', "
                + $"which {PublicSurface.Path} lacks in 'metadata' (or in 'assigned', if a target gives it)."));

    [Fact]
    public void EveryTargetIsInTheSchema() => AssertNone(
        TargetsNames.All.Targets
            .Where(static use => !PlatformNames.Targets.Contains(use.Key) && !s_surface.Targets.Any(target => target.Name == use.Key))
            .Select(static use => $"{use.Value} has the target '{use.Key}', which {PublicSurface.Path} lacks."));

    [Fact]
    public void EveryMetadatumThatATaskReadsIsInTheSchema() => AssertNone(
        Sources()
            .SelectMany(
                static file =>
                    MetadataRead().Matches(File.ReadAllText(file))
                        .Select(match => (File: Path.GetFileName(file), Name: match.Groups[1].Value)))
            .Where(static read => !PlatformNames.Metadata.Contains(read.Name))
            .Where(static read => !s_surface.Items.Any(item => IsMetadatum(item.Names[0], read.Name)))
            .Where(static read => !s_surface.Outputs.Any(output => output.Metadata.Contains(read.Name)))
            .Select(static read => $"{read.File} reads the metadatum '{read.Name}', which {PublicSurface.Path} has for no item."));

    [Fact]
    public void EveryMetadatumOfAGuestThatThePlanReadsIsInTheSchema()
    {
        var names = new List<string>();

        GuestRequestReader.Read("guest0", name => { names.Add(name); return ""; }, [], [], []);

        AssertNone(names.Where(static name => !IsMetadatum("Guest", name)).Select(static name => $"GuestRequestReader reads '{name}', "
            + $"which {PublicSurface.Path} lacks for Guest."));
    }

    [Fact]
    public void EverythingInTheSchemaIsUsed()
    {
        string sources = string.Concat(Sources().Select(File.ReadAllText));
        IEnumerable<string> properties = s_surface.Properties
            .Concat(s_surface.Hooks)
            .Select(static property => property.Name)
            .Except(TargetsNames.All.Properties.Keys);
        IEnumerable<string> items = s_surface.Items.SelectMany(static item => item.Names).Except(TargetsNames.All.Items.Keys);
        IEnumerable<string> targets = s_surface.Targets.Select(static target => target.Name).Except(TargetsNames.All.Targets.Keys);
        IEnumerable<string> metadata = s_surface.Items
            .SelectMany(static item => item.Metadata.Select(metadatum => (Item: item, metadatum.Name)))
            .Where(entry => !entry.Item.Names.Any(item => TargetsNames.All.Metadata.ContainsKey($"{item}.{entry.Name}"))
                && !sources.Contains($"\"{entry.Name}\"", StringComparison.Ordinal)
                && !sources.Contains($"{entry.Item.Names[0]}Metadata.{entry.Name}", StringComparison.Ordinal))
            .Select(static entry => $"{entry.Item.Names[0]}.{entry.Name}");

        AssertNone(properties.Concat(items).Concat(targets).Concat(metadata).Select(static name => $"{PublicSurface.Path} has '{name}', "
            + "which neither the targets nor the tasks use."));
    }

    [Fact]
    public void DefaultsAreThoseOfTheTargets() => AssertNone(
        TargetsNames.All.Defaults
            .Where(static set => set.Text.Length > 0 && !set.Text.Contains("$(", StringComparison.Ordinal))
            .Select(static set => (Set: set, Entry: s_surface.Properties.FirstOrDefault(property => property.Name == set.Name)))
            .Where(static both => both.Entry is not null && !both.Entry.Default.Contains($"`{both.Set.Text}`", StringComparison.Ordinal))
            .Select(static both => $"{both.Set.File} sets '{both.Set.Name}' to '{both.Set.Text}' where nobody has; "
                + $"its default in {PublicSurface.Path} is '{both.Entry!.Default}' and lacks `{both.Set.Text}`."));

    [Fact]
    public void ADefaultOfTheSchemaIsSetByTheTargets() => AssertNone(
        s_surface.Properties
            .Where(static property => WholeCode().IsMatch(property.Default) && property.Name != "UsingPartitionSdk")
            .Where(static property =>
                !TargetsNames.All.Defaults.Any(set => set.Name == property.Name && $"`{set.Text}`" == property.Default)
                && !property.Default.Contains("$(OutDir)", StringComparison.Ordinal))
            .Select(static property => $"The default of '{property.Name}' in {PublicSurface.Path} is {property.Default}, "
                + $"and no target sets that under Condition=\"'$({property.Name})' == ''\"."));

    [Fact]
    public void ChoicesHaveValuesAndOthersHaveNone() => AssertNone(
        s_surface.Properties.Concat(s_surface.Items.SelectMany(static item => item.Metadata))
            .Where(static value => (value.Type is Partition.Schema.ValueType.Choice) != (value.Values.Count > 0))
            .Select(static value => $"'{value.Name}' in {PublicSurface.Path} is a {value.Type} with {value.Values.Count} values."));

    [Fact]
    public void ANameIsOneThing() => AssertNone(
        s_surface.Properties.Concat(s_surface.Hooks).Select(static property => property.Name)
            .Concat(s_surface.Items.SelectMany(static item => item.Names))
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .Select(static group => $"{PublicSurface.Path} has '{group.Key}' more than once."));

    [Fact]
    public void TheDocumentHasEveryTable()
    {
        IEnumerable<string> wanted = s_surface.PropertyGroups.Select(static group => group.Name)
            .Concat(s_surface.Items.Select(static item => item.Names.Length > 1 ? "File systems" : item.Names[0]))
            .Append("Targets")
            .Distinct();

        AssertNone(wanted
            .Except(DocumentTables.NamesIn(Repository.File(GeneratedFiles.Document)))
            .Select(static name => $"{GeneratedFiles.Document} has no '<!-- table: {name} -->' with '<!-- end of table -->' below it."));
    }

    private static bool IsMetadatum(string item, string name) =>
        (
            s_surface.FindItem(item) is { } entry
                && (entry.Metadata.Any(metadatum => metadatum.Name == name) || entry.Assigned.Contains(name)))
        || s_surface.Outputs.Any(output => output.Name == item && output.Metadata.Contains(name));

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Repository.Folder("src/Tasks"), "*.cs", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Repository.Folder("src/Building"), "*.cs", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Folder("src/Partitioning"), "*.cs", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Folder("src/Hypervisors"), "*.cs", SearchOption.AllDirectories))
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.EndsWith(".Names.cs", StringComparison.Ordinal));

    private static void AssertNone(IEnumerable<string> faults)
    {
        string[] all = [.. faults.Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{string.Join('\n', all)}\n{WhatToDo}");
    }

    [GeneratedRegex("GetMetadata\\(\"(\\w+)\"\\)")]
    private static partial Regex MetadataRead();

    [GeneratedRegex("^`[^`]*`$")]
    private static partial Regex WholeCode();
}
