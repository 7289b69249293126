using System.Globalization;
using System.Text.Json;

namespace Partition.Sdk.Tests.Schema;

/// <summary>
/// A wrong value of any number, size, time, choice, yes or no that the schema has is an error with a code of ours, at the line that gives
/// the value, and it lists what is allowed. MSBuild's own error about a task's parameter (MSB4030) is never shown.
/// </summary>
public sealed class WrongValueTests
{
    private static readonly string[] s_types = ["number", "size", "boolean", "choice", "duration"];

    /// <summary>What the items of each type include, and what else they need.</summary>
    private static readonly Dictionary<string, string> s_items = new()
    {
        ["Guest"] = "Include=\"guest0\" Kernel=\"kernel.elf\" Firmware=\"none\" Devices=\"*; !uart3\"",
        ["GuestDevice"] = "Include=\"uart0\" Guest=\"guest0\"",
        ["VirtualDevice"] = "Include=\"net\" Guest=\"guest0\"",
        ["DeviceTree"] = "Include=\"other.dts\"",
        ["File"] = "Include=\"board.dts\"",
        ["Directory"] = "Include=\"files\"",
        ["Link"] = "Include=\"/link\" LinkTarget=\"/there\"",
        ["Node"] = "Include=\"/node\"",
    };

    /// <summary>The item types whose values one stage reads: it reports them all.</summary>
    public static TheoryData<string, bool> Stages => new()
    {
        { "Guest", false }, { "Guest", true }, { "DeviceTree", false }, { "DeviceTree", true },
        { "Root", false }, { "Root", true }, { "Disk", false }, { "Disk", true },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfAPropertyIsReportedAtItsLine(bool isNumber)
    {
        Setting[] settings = Settings(Schema().GetProperty("propertyGroups").EnumerateArray()
            .Where(static group => !group.TryGetProperty("page", out _))
            .SelectMany(static group => group.GetProperty("properties").EnumerateArray()));
        Assert.True(settings.Length >= 10);

        Check("", settings, isNumber, static (setting, wrong) => $"<{setting.Name}>{wrong}</{setting.Name}>", isProperty: true);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void OfAMetadatumIsReportedAtItsLine(string stage, bool isNumber)
    {
        var items = new List<string>();
        var settings = new List<Setting>();
        foreach (JsonElement item in Schema().GetProperty("items").EnumerateArray())
        {
            Setting[] own = Settings(item.GetProperty("metadata").EnumerateArray());
            foreach (string type in item.GetProperty("names").EnumerateArray().Select(static name => name.GetString()!))
            {
                if (own.Length > 0 && StageOf(type) == stage)
                {
                    string name = s_items.GetValueOrDefault(type) ?? s_items[type[4..]];
                    items.Add($"<{type} {name}>\n{{{settings.Count}..{settings.Count + own.Length}}}\n</{type}>");
                    settings.AddRange(own);
                }
            }
        }

        Assert.NotEmpty(settings);
        Check(
            stage is "Root" or "Disk" or "DeviceTree" ? $"<Guest {s_items["Guest"]} />" : "",
            [.. settings],
            isNumber,
            static (setting, wrong) => $"<{setting.Name}>{wrong}</{setting.Name}>",
            isProperty: false,
            items);
    }

    private static void Check(
        string guest,
        Setting[] settings,
        bool isNumber,
        Func<Setting, string, string> write,
        bool isProperty,
        List<string>? items = null)
    {
        // A negative number is none of a number, a size and a time, as far as these are wrong at all.
        string[] lines = [.. settings.Select((setting, index) =>
            setting.IsNumber == isNumber || !isNumber ? write(setting, WrongOf(index, isNumber)) : "<!-- -->")];
        string text = string.Join('\n', items?.Select(item => Expand(item, lines)) ?? lines);
        using TestProject project = isProperty
            ? GuestProject.Create(GuestProject.Guest, text)
            : GuestProject.Create(text + "\n" + guest);
        project.Write("other.dts", "/dts-v1/;\n/ { };\n");
        project.Write("files/x", "x");
        string[] written = File.ReadAllLines(project["board.partproj"]);

        BuildOutcome outcome = project.Build();

        Assert.DoesNotContain(outcome.Errors, static error => error.Contains("MSB", StringComparison.Ordinal));
        for (int i = 0; i < settings.Length; i++)
        {
            if (lines[i].StartsWith("<!--", StringComparison.Ordinal))
            {
                continue;
            }

            int line = Array.FindIndex(written, other => other.Contains($">{WrongOf(i, isNumber)}<", StringComparison.Ordinal)) + 1;
            string place = string.Create(CultureInfo.InvariantCulture, $"board.partproj({line},");
            string? error = outcome.Errors.FirstOrDefault(error => error.StartsWith(place, StringComparison.Ordinal));
            Assert.True(error is not null, $"{settings[i].Name} in line {line} is not reported:\n{string.Join('\n', outcome.Errors)}");
            Assert.Matches(@"\): HV\d{4}: ", error);
            Assert.Contains($"'{WrongOf(i, isNumber)}'", error, StringComparison.Ordinal);
            Assert.All(settings[i].Allowed, allowed => Assert.Contains(allowed, error, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string WrongOf(int index, bool isNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isNumber ? "-" : "wrong")}{index + 1}");

    private static string Expand(string item, string[] lines)
    {
        int open = item.IndexOf('{', StringComparison.Ordinal);
        int close = item.IndexOf('}', StringComparison.Ordinal);
        string[] range = item[(open + 1)..close].Split("..");
        Range taken = int.Parse(range[0], CultureInfo.InvariantCulture)..int.Parse(range[1], CultureInfo.InvariantCulture);
        return item[..open] + string.Join('\n', lines[taken]) + item[(close + 1)..];
    }

    private static string StageOf(string type) => type is "GuestDevice" or "VirtualDevice" ? "Guest"
        : type.StartsWith("Root", StringComparison.Ordinal) ? "Root"
        : type.StartsWith("Disk", StringComparison.Ordinal) ? "Disk"
        : type;

    private static JsonElement Schema() =>
        JsonDocument.Parse(Repository.File("src/Sdk/schema/partition.schema.json")).RootElement;

    private static Setting[] Settings(IEnumerable<JsonElement> entries) =>
    [
        .. entries.Where(static entry => s_types.Contains(entry.GetProperty("type").GetString())).Select(static entry => new Setting(
            entry.GetProperty("name").GetString()!,
            entry.GetProperty("type").GetString()!,
            entry.TryGetProperty("values", out JsonElement values)
                ? [.. values.EnumerateObject().Select(static value => value.Name)]
                : [])),
    ];

    /// <summary>A property or a metadatum.</summary>
    private sealed record Setting(string Name, string Type, string[] Values)
    {
        public bool IsNumber => Type is "number" or "size" or "duration";

        /// <summary>What a message about a wrong value must have.</summary>
        public string[] Allowed => Type switch
        {
            "boolean" => ["true or false"],
            "choice" => Values,
            "duration" => ["ns, us, ms or s"],
            "size" => [Name == "DiskBlockSize" ? "1024" : "K"],
            _ => ["number"],
        };
    }
}
