using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Locking;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Locking;

public class PartitionLockTests
{
    private const string Nodes = """
        uart0: serial@9000 { reg = <0x9000 0x1000>; };
        uart1: serial@a000 { reg = <0xa000 0x1000>; };
        """;

    private static readonly Board s_board = Source.BoardWith(Nodes);

    [Fact]
    public void AcceptsThePlanThatItLocked() => Assert.Empty(Compare(Lock("uart0"), "uart0"));

    [Fact]
    public void ReportsADeviceThatIsGone()
    {
        string changes = Assert.Single(Compare(Lock("uart0; uart1"), "uart0"));
        Assert.Contains("'uart1' of guest 'guest0' is gone", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("is new", changes, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsADeviceThatIsNew()
    {
        string changes = Assert.Single(Compare(Lock("uart0"), "uart0; uart1"));
        Assert.Contains("'uart1' of guest 'guest0' is new", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("is gone", changes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReportsASecondEntryOfADevice(bool isFirst)
    {
        string locked = Lock("uart0");
        string line = locked.Split('\n').Single(static line => line.Contains("\"uart0\"", StringComparison.Ordinal)).TrimEnd(',');
        string other = line.Replace("\"Devices\"", "\"another reason\"", StringComparison.Ordinal);
        Assert.NotEqual(line, other);
        string doubled = locked.Replace(line, isFirst ? $"{other},\n{line}" : $"{line},\n{other}", StringComparison.Ordinal);
        string changes = Assert.Single(Compare(doubled, "uart0"));
        Assert.Contains("'uart0' of guest 'guest0' has 2 entries in the lock file", changes, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsTheSameEntryTwice()
    {
        string locked = Lock("uart0");
        string line = locked.Split('\n').Single(static line => line.Contains("\"cpus\"", StringComparison.Ordinal)).TrimEnd(',');
        string changes = Assert.Single(Compare(locked.Replace(line, $"{line},\n{line}", StringComparison.Ordinal), "uart0"));
        Assert.Contains("guest 'guest0' has 2 entries in the lock file", changes, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesTwoSectionsOfAHypervisor()
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(PartitionLock.Read(
            """{ "version": 1, "hypervisors": { "Xen": [], "Xen": [] } }""", SourceSpan.None, diagnostics));
        Assert.Equal(
            ["HV2082: This is no lock file of a partition: it has two sections for Xen. Delete it, or take it from version control again."],
            diagnostics.Messages());
    }

    private static string Lock(string devices)
    {
        PartitionLock locked = Read("");
        locked.Set(PlanOf(devices));
        return locked.Write();
    }

    private static string[] Compare(string locked, string devices) =>
        Read(locked).Compare(PlanOf(devices), SourceSpan.None).Messages();

    private static PartitionLock Read(string text)
    {
        var diagnostics = new List<Diagnostic>();
        PartitionLock? locked = PartitionLock.Read(text, SourceSpan.None, diagnostics);
        Assert.Empty(diagnostics);
        return locked!;
    }

    private static PlanDocument PlanOf(string devices) => PlanDocumentBuilder.Of(s_board.Plan(Planning.Guest(devices)), []);
}
