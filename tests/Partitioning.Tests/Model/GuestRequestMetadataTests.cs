using System.Collections.Immutable;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Model;

public class GuestRequestMetadataTests
{
    private static GuestRequest With(string text) =>
        new("guest0") { Metadata = ImmutableDictionary<string, string>.Empty.Add("Setting", text) };

    [Fact]
    public void ReadsEachTypeOfSetting()
    {
        Assert.Equal(ByteSize.FromMebibytes(96), With("96M").SizeOf("Setting"));
        Assert.Equal(7, With("7").NumberOf("Setting"));
        Assert.True(With("true").SwitchOf("Setting"));
        Assert.False(With("no").SwitchOf("Setting"));
        Assert.Equal(10_000_000UL, With("10ms").DurationOf("Setting"));
        Assert.Equal(["a", "b"], With("a; b\n;").ListOf("Setting").AsEnumerable());
        Assert.Equal(VirtualDeviceKind.Block, With("block").ChoiceOf<VirtualDeviceKind>("Setting"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    public void ReadsNothingFromOtherTexts(string text)
    {
        GuestRequest guest = With(text);

        Assert.Null(guest.SizeOf("Setting"));
        Assert.Null(guest.NumberOf("Setting"));
        Assert.Null(guest.SwitchOf("Setting"));
        Assert.Null(guest.DurationOf("Setting"));
        Assert.Null(guest.ChoiceOf<VirtualDeviceKind>("Setting"));
        Assert.Equal("", guest.TextOf("Other"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" ;\n", false)]
    [InlineData("0", true)]
    public void ASettingOfSeparatorsIsNotGiven(string text, bool isGiven) => Assert.Equal(isGiven, With(text).Gives("Setting"));

    [Fact]
    public void TheSchemasPageSizeIsThePlannersDefault()
    {
        Assert.True(ByteSize.TryParse(ProjectProperties.Defaults.PartitionPageSize, out ByteSize size));
        Assert.Equal(PartitionRequest.DefaultPageSize, size.Bytes);
    }
}
