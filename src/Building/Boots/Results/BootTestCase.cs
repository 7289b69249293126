using Partition.Building.Items;

namespace Partition.Building.Boots.Results;

/// <summary>One thing that a boot test finds out.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Subject">The guest, or the hypervisor.</param>
/// <param name="Check">What is found out: <c>comes up</c>, <c>lists rtc0</c>, <c>does not list uart3</c>.</param>
internal sealed record BootTestCase(string Project, string Subject, string Check)
{
    /// <summary>The check that a guest comes up.</summary>
    public const string UpCheck = "comes up";

    /// <summary>The device that the check is about; <see langword="null"/> when it is about the subject itself.</summary>
    public ExpectationItem? Expectation { get; init; }

    /// <summary>What is found out, for people: <c>guest0 lists rtc0</c>.</summary>
    public string Name => $"{Subject} {Check}";

    /// <summary>The name by which a filter finds it: <c>MyBoard.guest0.lists rtc0</c>.</summary>
    public string FullyQualifiedName => $"{Project}.{Subject}.{Check}";

    /// <summary>The case that a guest comes up.</summary>
    public static BootTestCase ComesUp(string project, string guest) => new(project, guest, UpCheck);

    /// <summary>The case that a hypervisor reports no error.</summary>
    public static BootTestCase NoFault(string project, string hypervisor) => new(project, hypervisor, "reports no error");

    /// <summary>The case that a guest lists a device, or does not.</summary>
    public static BootTestCase Lists(string project, string guest, ExpectationItem item) =>
        new(project, guest, $"{(item.IsWanted ? "lists" : "does not list")} {item.Device.Name}") { Expectation = item };
}
