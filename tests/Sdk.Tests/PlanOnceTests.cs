using System.Text.Json;
using Partition.Partitioning.Documents;

namespace Partition.Sdk.Tests;

/// <summary>A build compiles its board once and divides it once, whatever the number of guests and of stages that need to know.</summary>
public sealed class PlanOnceTests
{
    private const int GuestCount = 8;

    private static readonly string s_items = string.Join('\n', Enumerable.Range(0, GuestCount).Select(static number =>
    {
        string devices = number < 4 ? $"uart{number}" : ";";
        return $"""<Guest Include="guest{number}" Memory="16M" Devices="{devices}" Kernel="kernel.elf" Firmware="none" />""";
    }));

    [Fact]
    public void ABuildOfEightGuestsCompilesAndPlansOnce()
    {
        using TestProject project = GuestProject.Create(s_items);

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.Equal(GuestCount, outcome.Stages.Count(static stage => stage == "SliceGuest"));
        Assert.Equal("Compiling board.dts, Planning board.dts for Xvisor", string.Join(", ", outcome.Details));
    }

    [Fact]
    public void AChangedGuestCompilesAndPlansOnce()
    {
        using TestProject project = GuestProject.Create(s_items);
        Assert.Empty(project.Build().Errors);
        project.WriteProject(s_items.Replace("\"guest0\" Memory=\"16M\"", "\"guest0\" Memory=\"32M\"", StringComparison.Ordinal));

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.Equal("PlanPartition SliceGuest WriteBootFiles PackDiskImage VerifyPartition", string.Join(' ', outcome.Stages));
        Assert.Equal("Compiling board.dts, Planning board.dts for Xvisor", string.Join(", ", outcome.Details));
    }

    [Fact]
    public void ABuildWithNothingToDoNeitherCompilesNorPlans()
    {
        using TestProject project = GuestProject.Create(s_items);
        Assert.Empty(project.Build().Errors);

        Assert.Empty(project.Build().Details);
    }

    [Fact]
    public void ThePlanIsWrittenAsDataWithReasonsAndLocations()
    {
        using TestProject project = GuestProject.Create(
            GuestProject.Guest.Replace("*; !uart3", "uart0; uart1; uart2", StringComparison.Ordinal));
        Assert.Empty(project.Build().Errors);

        var plan = PlanDocument.Parse(File.ReadAllText(project["obj/Debug/partition.json"]));

        Assert.Equal(1, plan.Version);
        Assert.Equal("Xvisor", plan.Hypervisor);
        Assert.Equal("test board", plan.Board.Model);
        Assert.Equal("guest0", Assert.Single(plan.Guests).Name);
        DeviceEntry uart = plan.Devices.Single(static device => device.Name == "uart1");
        Assert.Equal(new RangeEntry("0x1000a000", "0x1000"), Assert.Single(uart.Registers));
        Assert.Equal(new LocationEntry("board.dts", 26, 28), uart.Location);
        Assert.Equal("Emulated", Assert.Single(uart.Owners).Access);
        Assert.Empty(plan.Devices.Single(static device => device.Name == "uart3").Owners);
        ReasonEntry need = Assert.Single(Assert.Single(plan.Suppliers.Single(static supplier => supplier.Name == "clock").Users).Because);
        Assert.Equal(("uart0", "clocks", "clock"), (need.From, need.Property, need.To));
        Assert.NotNull(need.Location);
    }

    [Fact]
    public void TheSchemaOfThePlanNamesEveryPropertyOfIt()
    {
        using TestProject project = GuestProject.Create();
        Assert.Empty(project.Build().Errors);
        string file = Path.Combine(Repository.Root, "src", "Sdk", "schema", "partition-plan.schema.json");
        using var schema = JsonDocument.Parse(File.ReadAllText(file));
        using var plan = JsonDocument.Parse(File.ReadAllText(project["obj/Debug/partition.json"]));

        AssertDescribed(plan.RootElement, schema.RootElement, schema.RootElement.GetProperty("$defs"), "$");
    }

    /// <summary>
    /// Asserts that a value has the type of its schema, and that each property of an object is described and each required one is there.
    /// </summary>
    private static void AssertDescribed(JsonElement value, JsonElement schema, JsonElement definitions, string path)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = definitions.GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        string type = schema.GetProperty("type").GetString()!;
        Assert.True(type == TypeOf(value), $"{path} is {TypeOf(value)}, and the schema says {type}.");
        if (type == "array")
        {
            foreach (JsonElement element in value.EnumerateArray())
            {
                AssertDescribed(element, schema.GetProperty("items"), definitions, $"{path}[]");
            }
        }
        else if (type == "object")
        {
            JsonElement properties = schema.GetProperty("properties");
            foreach (JsonProperty property in value.EnumerateObject())
            {
                bool isDescribed = properties.TryGetProperty(property.Name, out JsonElement described);
                Assert.True(isDescribed, $"{path}.{property.Name} is not in the schema.");
                AssertDescribed(property.Value, described, definitions, $"{path}.{property.Name}");
            }

            foreach (JsonElement required in schema.GetProperty("required").EnumerateArray())
            {
                Assert.True(value.TryGetProperty(required.GetString()!, out _), $"{path} has no {required}.");
            }
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}
