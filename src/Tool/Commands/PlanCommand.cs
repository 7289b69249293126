using System.CommandLine;
using System.Text.Json;
using Partition.Building.Diagnostics;
using Partition.Partitioning.Documents;
using Partition.Reporting;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition plan</c>: shows the plan of the last build.</summary>
internal static class PlanCommand
{
    private const string PlanName = "partition.json";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var place = new Argument<string>("PLACE")
        {
            Description = "A project's folder, its project file, or a partition.json. The newest plan below the folder counts.",
            DefaultValueFactory = static _ => ".",
        };
        var json = new Option<bool>("--json") { Description = "Print the plan as it is, as JSON." };
        var command = new Command("plan", "Show which guest gets what, as the last build of a project planned it.") { place, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(place), parsed.GetValue(json), console));
        return command;
    }

    private static int Run(string place, bool asJson, ToolConsole console)
    {
        var report = new Report(console);
        if (Find(place) is not { } file)
        {
            report.Error(
                place,
                $"There is no plan here: '{PlanName}' is neither in this folder nor in its 'obj'. "
                    + "Build the project first: 'dotnet build'.");
            return ExitCode.InputHasErrors;
        }

        string text = File.ReadAllText(file);
        try
        {
            string shown = asJson ? text : PlanTable.Write(PlanDocument.Parse(text));
            foreach (string line in shown.TrimEnd('\n').Split('\n'))
            {
                console.Output.WriteLine(Printable.Escape(line));
            }

            return ExitCode.Good;
        }
        catch (JsonException exception)
        {
            report.Error(file, $"This is not a plan of this version of 'partition': {exception.Message} Build the project again.");
            return ExitCode.InputHasErrors;
        }
    }

    /// <summary>The plan at a place: the file itself, or the one of the last build in the project's intermediate folder.</summary>
    private static string? Find(string place)
    {
        if (File.Exists(place) && Path.GetExtension(place).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return place;
        }

        string folder = File.Exists(place) ? Path.GetDirectoryName(Path.GetFullPath(place))! : place;
        string[] folders = [folder, Path.Combine(folder, "obj")];
        return folders
            .Where(Directory.Exists)
            .SelectMany(static found => Directory.EnumerateFiles(
                found,
                PlanName,
                new EnumerationOptions { RecurseSubdirectories = Path.GetFileName(found) == "obj", MaxRecursionDepth = 4 }))
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .ThenBy(static found => found, StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
