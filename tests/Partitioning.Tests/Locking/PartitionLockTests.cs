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
    public void ReportsARateThatChanges()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 4>; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        PlanDocument At(uint rate) => PlanDocumentBuilder.Of(
            PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest("uart")])
            {
                SupplierPolicies = [new("ccu", "", DeviceAccess.Frozen, SourceSpan.None)],
                ClockRates = [new("ccu 4", rate, SourceSpan.None)],
            }),
            []);

        PartitionLock locked = Read("");
        locked.Set(At(80_000_000));
        string text = locked.Write();
        Assert.Contains(
            """{"clock":"ccu 4","provider":"/clock-controller@a000","guest":"guest0","frequency":80000000}""",
            text,
            StringComparison.Ordinal);
        Assert.Empty(Read(text).Compare(At(80_000_000), SourceSpan.None));
        Assert.Contains(
            "the clock 'ccu 4' of guest 'guest0' changes frequency from 80000000 to 24000000.",
            Assert.Single(Read(text).Compare(At(24_000_000), SourceSpan.None)).Message,
            StringComparison.Ordinal);
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
            [
                "HV2082: The lock file is damaged: it has two sections for Xen. Delete it and build again, or restore it from version "
                + "control.",
            ],
            diagnostics.Messages());
    }

    [Theory]
    [InlineData("{\n<<<<<<< HEAD\n  \"version\": 1,\n=======\n>>>>>>> other\n", 2)]
    [InlineData("{\r\n  \"version\": 1,\r\n=======\r\n}\r\n", 3)]
    [InlineData("{\n  \"version\": 1\n}\n>>>>>>> other\n", 4)]
    public void LocatesTheFirstConflictMarkerOfGit(string text, int line)
    {
        var diagnostics = new List<Diagnostic>();

        Assert.Null(PartitionLock.Read(text, SourceSpan.File("partition.lock.json"), diagnostics));

        Diagnostic fault = Assert.Single(diagnostics);
        Assert.Equal(("HV2083", new SourceSpan("partition.lock.json", line, 1, line, 2)), (fault.Code, fault.Span));
        Assert.StartsWith("The lock file has conflict markers of git. Delete it, or take one", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"version\": 1,\n  \"hypervisors\": { x }\n}\n", 3, 20, "it is not JSON at line 3, column 20.")]
    [InlineData("<<<<<<<", 1, 1, "it is not JSON at line 1, column 1.")]
    [InlineData("{ }", 0, 0, "it does not have the entries of a lock file.")]
    [InlineData("{ \"version\": 1 }", 0, 0, "it does not have the entries of a lock file.")]
    [InlineData("{ \"version\": 2 }", 0, 0, "its version is another one.")]
    public void LocatesOtherDamage(string text, int line, int column, string expected)
    {
        var diagnostics = new List<Diagnostic>();

        Assert.Null(PartitionLock.Read(text, SourceSpan.File("partition.lock.json"), diagnostics));

        Diagnostic fault = Assert.Single(diagnostics);
        Assert.Equal(("HV2082", line, column), (fault.Code, fault.Span.StartLine, fault.Span.StartColumn));
        Assert.Equal(
            $"The lock file is damaged: {expected} Delete it and build again, or restore it from version control.", fault.Message);
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
