using Partition.Tool.Dtc;
using Partition.Tool.Native;

namespace Partition.Tool.Tests.Native;

public sealed class NativeArgumentReaderTests
{
    [Theory]
    [InlineData("quiet quiet force", "-qqf")]
    [InlineData("out-format=dtb", "-O", "dtb")]
    [InlineData("out-format=dtb", "-Odtb")]
    [InlineData("warning=no-reg_format", "-Wno-reg_format")]
    [InlineData("warning=no-reg_format", "-W", "no-reg_format")]
    [InlineData("quiet include=-x", "-qi", "-x")]
    [InlineData("symbols out=-", "-@o-")]
    [InlineData("out=x", "--out=x")]
    [InlineData("out=x", "--out", "x")]
    [InlineData("sort", "--so")]
    [InlineData("out-version=17", "--out-v", "17")]
    [InlineData("out=", "--out=")]
    [InlineData("dtc-messages", "--dtc-messages")]
    public void OptionsAreReadInEverySpelling(string expected, params string[] arguments) =>
        Assert.Equal(
            expected,
            string.Join(' ', Read(arguments).Options.Select(static use => use.Option.Name + (use.Value is null ? "" : "=" + use.Value))));

    [Theory]
    [InlineData("a b", "a", "-q", "b")]
    [InlineData("-", "-")]
    [InlineData("a -q", "a", "--", "-q")]
    [InlineData("@a", "@a")]
    public void EverythingElseIsAnOperand(string expected, params string[] arguments)
    {
        NativeArguments read = Read(arguments);

        Assert.Null(read.Fault);
        Assert.Equal(expected, string.Join(' ', read.Operands));
    }

    [Theory]
    [InlineData("there is no option '-Z'", "-qZ")]
    [InlineData("there is no option '--bad'", "--bad")]
    [InlineData("'--s' may mean '--space' or '--sort' or '--symbols'", "--s")]
    [InlineData("the option '-d' wants a value, FILE", "-d")]
    [InlineData("the option '--out' wants a value, FILE", "--out")]
    [InlineData("the option '--sort' takes no value", "--sort=yes")]
    public void AFaultNamesTheOption(string expected, params string[] arguments) => Assert.Equal(expected, Read(arguments).Fault);

    [Theory]
    [InlineData("12", 12)]
    [InlineData("0x1F", 31)]
    [InlineData("010", 8)]
    [InlineData("0", 0)]
    [InlineData("-1", ulong.MaxValue)]
    public void NumbersAreThoseOfC(string text, ulong expected)
    {
        Assert.True(NativeNumber.TryParse(text, out ulong value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("08")]
    [InlineData("1k")]
    [InlineData("0x")]
    [InlineData("99999999999999999999")]
    public void RejectsTextsThatAreNotNumbers(string text) => Assert.False(NativeNumber.TryParse(text, out _));

    private static NativeArguments Read(string[] arguments) => new NativeArgumentReader(DtcCommand.Create().Options).Read(arguments);
}
