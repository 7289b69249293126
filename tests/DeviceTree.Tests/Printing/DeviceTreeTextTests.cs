using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Printing;

public class DeviceTreeTextTests
{
    internal static string TextOf(DeviceTreeDocument tree)
    {
        using var writer = new StringWriter();
        DeviceTreeText.Write(tree, writer);
        return writer.ToString();
    }

    [Fact]
    public void ACommentStandsAboveItsNodeAndEndsWhereItShould()
    {
        using var writer = new StringWriter();
        DeviceTreeText.Write(
            Body("n { m { }; };"),
            writer,
            new() { Comment = static node => node.Name switch { "n" => "one */ two\nthree", "m" => "", _ => null } });
        Assert.Equal("/dts-v1/;\n\n/ {\n\t/* one * / two three */\n\tn {\n\t\tm {\n\t\t};\n\t};\n};\n", writer.ToString());
        Tree(writer.ToString());
    }

    [Fact]
    public void TypesLabelsAndReferencesAreKept()
    {
        DeviceTreeDocument tree = Tree("""
            /dts-v1/; /memreserve/ 0x1000 16;
            / {
              flag; a = <1 0xabc>, "s\"\n", [0a 0b], /bits/ 16 <1 2>;
              r = l0: <l1: &n l2: 2>, &n;
              n: n@1 { m { }; };
            };
            """);
        Assert.Equal("""
            /dts-v1/;

            /memreserve/ 0x1000 0x10;
            / {
            	flag;
            	a = <0x01 0xabc>, "s\"\n", [0a 0b], /bits/ 16 <0x01 0x02>;
            	r = <l0: l1: &n l2: 0x02>, &n;

            	n: n@1 {
            		phandle = <0x01>;

            		m {
            		};
            	};
            };

            """, TextOf(tree));
    }

    [Fact]
    public void ReferencesToNodesThatAreGoneBecomeNumbers()
    {
        DeviceTreeDocument tree = Body("x = <&n>, &n; n: n { };");
        tree.Root.RemoveChild(tree.FindByLabel("n")!);
        Assert.Contains("x = <0x01>, \"/n\";", TextOf(tree), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("\"a\", \"b\"", "\"a\", \"b\"")]
    [InlineData("\"\"", "[00]")]
    [InlineData("\"a\", \"\"", "[61 00 00]")]
    [InlineData("<1>", "<0x01>")]
    [InlineData("[00 01 02]", "[00 01 02]")]
    [InlineData("\"abc\"", "\"abc\"")]
    public void WithoutTypesValuesAreGuessed(string value, string expected) =>
        Assert.Contains(
            $"x = {expected};",
            TextOf(DeviceTreeBlob.Read(DeviceTreeBlob.Write(Body($"x = {value};"))).Document!),
            StringComparison.Ordinal);

    public static TheoryData<string> Trees() =>
    [
        "x = \"\\x7f\\xe9\\0012\", \"/* no comment */\";",
        "x = <>, \"a\", <>; y = l: <>; z = [];",
        "l: x = a: [01 b: 02 c:] d:; n: m: n { phandle = <&n>; };",
        "x = <&n>, <&{/n/o}>, &{/n/o}; n: n { o { }; };",
    ];

    [Theory]
    [MemberData(nameof(Trees))]
    public void TheTextOfATreeCompilesToItsBytes(string body)
    {
        DeviceTreeDocument tree = Body(body);
        Assert.Equal(DeviceTreeBlob.Write(tree), DeviceTreeBlob.Write(Tree(TextOf(tree))));
    }

    [Fact]
    public void LabelsOfTheRootAreKept()
    {
        DeviceTreeDocument tree = Tree("/dts-v1/; / { }; a: &{/} { x = <&a>; }; b: &{/} { };");
        DeviceTreeDocument again = Tree(TextOf(tree));
        Assert.Equal(["b", "a"], again.Root.Labels.ToArray());
        Assert.Equal(DeviceTreeBlob.Write(tree), DeviceTreeBlob.Write(again));
    }
}
