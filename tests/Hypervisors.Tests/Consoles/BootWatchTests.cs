using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Tests.Consoles;

/// <summary>Consoles as they were recorded, fed in pieces of every kind.</summary>
public sealed class BootWatchTests
{
    private const string Xen = """
        (XEN) *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)
        (XEN) d1v0: vGICD: unhandled word write 0xffffffff to ICACTIVER4
        (XEN) DOM1: partition: init
        (XEN) DOM2: partition: init
        (XEN) DOM1: device: rtc0
        (XEN) DOM2: device: gpiochip0
        (XEN) DOM1: partition: guest is up
        (XEN) DOM1: / # device: late
        DOM2: partition: guest is up

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void EachGuestUnderXenHasItsOwnLines(int pieceLength)
    {
        BootWatch watch = Watch("Xen", Xen.ReplaceLineEndings("\r\r\n"), pieceLength, "rtc-guest", "gpio-guest");

        Assert.True(watch.IsComplete);
        Assert.Equal(["partition: init", "device: rtc0", "partition: guest is up"], watch.Guests[0].Lines);
        Assert.Equal(["partition: init", "device: gpiochip0", "partition: guest is up"], watch.Guests[1].Lines);
        Assert.Equal(9, watch.LastLines.Count);
    }

    [Fact]
    public void OneGuestThatIsUpIsNotBoth()
    {
        BootWatch watch = Watch("Xen", "(XEN) DOM2: partition: guest is up\n", 10, "guest1", "guest2");

        Assert.False(watch.IsComplete);
        Assert.Equal([false, true], watch.Guests.Select(static guest => guest.IsUp));
    }

    [Theory]
    [InlineData("(XEN) DOM3: partition: guest is up\n")]
    [InlineData("(XEN) DOM0: partition: guest is up\n")]
    [InlineData("(XEN) d1v0: partition: guest is up\n")]
    [InlineData("partition: guest is up\n")]
    public void LineOfNoGuestUnderXenIsXens(string line) =>
        Assert.Empty(Watch("Xen", line, 5, "guest1", "guest2").Guests.Where(static guest => guest.IsUp));

    [Fact]
    public void GuestWithoutAHypervisorHasTheConsoleForItself()
    {
        BootWatch watch = Watch("None", "Booting Linux\r\nWelcome\r\n\e[6n/ # ", 3, "guest0");

        Assert.True(watch.IsComplete);
        Assert.Equal(["Booting Linux", "Welcome"], watch.Guests[0].Lines);
        Assert.Equal("/ # ", watch.Unfinished);
    }

    [Fact]
    public void PromptsOfXvisorAndOfItsFirmwareAreNotTheGuests()
    {
        const string said = "XVisor# vserial bind guest0/uart0\n[guest0/uart0] ARM Basic Firmware\r[guest0/uart0] \n[guest0/uart0] basic# ";

        BootWatch watch = Watch("Xvisor", said, 1, "guest0");

        Assert.False(watch.IsComplete);
        Assert.Equal(["ARM Basic Firmware"], watch.Guests[0].Lines);
        watch.Add("autoexec\n[guest0/uart0] Linux\n[guest0/uart0] / # ");
        Assert.True(watch.IsComplete);
    }

    [Fact]
    public void XvisorShowsOneGuestAndTheOthersAreNotWaitedFor()
    {
        IHypervisor xvisor = HypervisorCatalog.Find("Xvisor", [])!;

        Assert.Equal(["guest0"], xvisor.Consoles.GuestsOnSharedConsole(["guest0", "guest1"]).AsEnumerable());
        Assert.Equal(new ConsoleLine("", "[guest9/uart0] / # "), xvisor.Consoles.AttributeLine("[guest9/uart0] / # ", ["guest0"]));
    }

    private static BootWatch Watch(string hypervisor, string said, int pieceLength, params string[] guests)
    {
        var watch = new BootWatch(
            HypervisorCatalog.Find(hypervisor, [])!.Consoles,
            [.. guests],
            [.. guests.Select(static guest => new GuestWatch(guest, new BootMarker("")))]);
        foreach (char[] piece in said.Chunk(pieceLength))
        {
            watch.Add(piece);
        }

        return watch;
    }
}
