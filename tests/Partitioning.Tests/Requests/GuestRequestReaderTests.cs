using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Requests;

public class GuestRequestReaderTests
{
    private static readonly SourceSpan s_item = new("board.partproj", 1, 1, 1, 1);

    private static (GuestRequest Guest, Diagnostic[] Diagnostics) Read(string name, params (string Name, string Value)[] metadata)
    {
        var diagnostics = new List<Diagnostic>();
        ImmutableDictionary<string, SourceSpan> spans = ImmutableDictionary<string, SourceSpan>.Empty
            .Add("", s_item)
            .AddRange(
                metadata.Select(
                    static (field, i) => KeyValuePair.Create(field.Name, new SourceSpan("board.partproj", i + 2, 1, i + 2, 9))));
        GuestRequest guest = GuestRequestReader.Read(
            name, field => metadata.FirstOrDefault(candidate => candidate.Name == field).Value ?? "", spans, [], diagnostics);
        return (guest, [.. diagnostics]);
    }

    [Fact]
    public void AGuestThatSaysNothingHas96MebibytesOneCpuAndEverything()
    {
        (GuestRequest guest, Diagnostic[] diagnostics) = Read("guest0");
        Assert.Empty(diagnostics);
        Assert.Equal(
            (ByteSize.FromMebibytes(96), null, 1, "*", ""),
            (guest.Memory, guest.MemoryBase, guest.Cpus, guest.Devices, guest.KernelArguments));
    }

    [Fact]
    public void EveryMetadatumIsRead()
    {
        (GuestRequest guest, Diagnostic[] diagnostics) = Read(
            "guest0", ("Memory", "128M"), ("MemoryBase", "0"), ("Cpus", "2"), ("Devices", "uart0"), ("KernelArguments", " quiet "));
        Assert.Empty(diagnostics);
        Assert.Equal((ByteSize.FromMebibytes(128), 0UL, 2, "uart0", "quiet"),
            (guest.Memory, guest.MemoryBase, guest.Cpus, guest.Devices, guest.KernelArguments));
    }

    [Theory]
    [InlineData("g")]
    [InlineData("Guest_0-a")]
    [InlineData("_g-")]
    [InlineData("con1")]
    [InlineData("com10")]
    [InlineData("abcdefghijklmnopqrstuvwxyz01234")]
    public void ANameIsLettersDigitsAndDashes(string name) => Assert.Empty(Read(name).Diagnostics);

    [Theory]
    [InlineData("")]
    [InlineData("guest 0")]
    [InlineData("guest/0")]
    [InlineData("guest.0")]
    [InlineData("gäst")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("-rf")]
    [InlineData("-")]
    [InlineData("con")]
    [InlineData("NUL")]
    [InlineData("Com9")]
    [InlineData("lpt0")]
    public void AnyOtherNameIsRefused(string name) => Assert.Equal(
        [
            $"HV2003: '{name}' cannot be a guest's name. Use 1 to 31 letters, digits, '-' and '_'; no '-' comes first, and no name that "
            + "Windows keeps for a device, such as con or com1.",
        ],
        Read(name).Diagnostics.Messages());

    [Theory]
    [InlineData("Memory", "lots")]
    [InlineData("Memory", "0")]
    [InlineData("MemoryBase", "0x")]
    public void ASizeMustBeOne(string field, string text)
    {
        (GuestRequest guest, Diagnostic[] diagnostics) = Read("guest0", (field, text));
        Assert.Equal(
            [
                $"HV2001: {field} of guest 'guest0' is '{text}', which is not a size. "
                + "Write a number of bytes, decimal or with 0x, or one with K, M or G: 96M.",
            ],
            diagnostics.Messages());
        Assert.Equal(2, diagnostics[0].Span.StartLine);
        Assert.Equal((ByteSize.FromMebibytes(96), null), (guest.Memory, guest.MemoryBase));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("two")]
    [InlineData("99999999999")]
    public void CpusIsAWholeNumberFromOne(string text) => Assert.Equal(
        [$"HV2002: Cpus of guest 'guest0' is '{text}'. Write a whole number from 1."],
        Read("guest0", ("Cpus", text)).Diagnostics.Messages());

    [Fact]
    public void ArgumentsOverSeveralLinesAreOneLine() =>
        Assert.Equal("console=ttyAMA0 dyndbg=\"file a.c  +p\" quiet",
            Read("guest0", ("KernelArguments", "\r\n  console=ttyAMA0\r\n\tdyndbg=\"file a.c  +p\"\n\n  quiet\n")).Guest.KernelArguments);

    [Theory]
    [InlineData("", DeviceAccess.Default)]
    [InlineData("Passthrough", DeviceAccess.Passthrough)]
    [InlineData("emulated", DeviceAccess.Emulated)]
    [InlineData("STUB", DeviceAccess.Stub)]
    [InlineData("frozen", DeviceAccess.Frozen)]
    [InlineData("Shared", DeviceAccess.Shared)]
    public void AccessIsAWordInAnyCase(string text, Enum access)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Equal(
            new GuestDeviceRequest("uart1", (DeviceAccess)access, s_item),
            GuestRequestReader.ReadRefinement("uart1", text, s_item, SourceSpan.None, "", diagnostics));
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("Emulate")]
    [InlineData("1")]
    [InlineData("Emulated, Shared")]
    public void AnyOtherAccessIsRefused(string text)
    {
        var diagnostics = new List<Diagnostic>();
        GuestRequestReader.ReadRefinement("uart1", text, SourceSpan.None, s_item, "", diagnostics);
        Assert.Equal(
            [$"HV2005: Access of device 'uart1' is '{text}'. Write Passthrough, Emulated, Stub, Shared or Frozen."],
            diagnostics.Messages());
        Assert.Equal(s_item, diagnostics[0].Span);
    }

    [Theory]
    [InlineData("guset0", " Did you mean 'guest0'?")]
    [InlineData("other", "")]
    public void ADeviceIsMeantForAGuestThatThereIs(string guest, string suggestion)
    {
        var diagnostics = new List<Diagnostic>();
        GuestRequestReader.CheckGuest("uart1", guest, s_item, ["guest0", "guest1"], diagnostics);
        Assert.Equal(
            [$"HV2006: Device 'uart1' is meant for guest '{guest}', and there is no such guest.{suggestion}"],
            diagnostics.Messages());
    }

    [Fact]
    public void AGuestIsFoundInAnyCase()
    {
        var diagnostics = new List<Diagnostic>();
        GuestRequestReader.CheckGuest("uart1", "GUEST0", s_item, ["guest0"], diagnostics);
        Assert.Empty(diagnostics);
    }
}
