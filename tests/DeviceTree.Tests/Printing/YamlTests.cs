using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Printing;

public class YamlTests
{
    [Fact]
    public void TheTextIsThatOfDtc() => Assert.Equal(
        """
        ---
        - '#address-cells': [[0x1]]
          '#size-cells': [[0x0]]
          flag: true
          q: [!u8 [0x1, 0xff], [!phandle 0x1, 0x2], "a\0b\t\"\x7F\\", !u16 [0xffff], !u64 [
              0x5]]
          long: ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
              \ ccccccccccccccccccccc dddd ", "e e"]
          cells: [[0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf,
              0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c,
              0x1d, 0x1e, 0x1f, 0x20], "s", "t"]
          n@0:
            reg: [[0x0]]
            path: ["/n@0"]
            phandle: [[0x1]]
            e: {}
          empty: {}
        ...

        """,
        TextOf(Tree("""
            /dts-v1/;
            / {
                #address-cells = <1>;
                #size-cells = <0>;
                flag;
                q = [01 ff], <&l 2>, "a\0b\t\"\x7f\\", /bits/ 16 <0xffff>, /bits/ 64 <5>;
                long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb  ccccccccccccccccccccc dddd "
                    , "e e";
                cells = <1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32>, "s", "t";
                l: n@0 { reg = <0>; path = &l; e { }; };
                empty { };
            };
            """)));

    [Fact]
    public void AnEmptyTreeIsAnEmptyMapping() => Assert.Equal("---\n- {}\n...\n", TextOf(Body("")));

    private static string TextOf(DeviceTreeDocument tree)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DeviceTreeText.WriteYaml(tree, writer);
        return writer.ToString();
    }
}
