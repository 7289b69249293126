using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Tests.Consoles;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two|")]
    [InlineData("one\r\ntwo\r\r\n", "one|two|")]
    [InlineData("\e[1;31mred\e[0m\e7 text\n/ # ", "red text|/ # ")]
    [InlineData("a\tb\0\b\a\n\nc", "a\tb||c")]
    [InlineData("\e[6n\e[", "")]
    [InlineData("", "")]
    public void LinesAreWhatAPersonSees(string said, string expected)
    {
        Assert.Equal(expected, Read(said, said.Length));
        Assert.Equal(expected, Read(said, 1));
    }

    private static string Read(string said, int pieceLength)
    {
        var text = new ConsoleText();
        var lines = new List<string>();
        foreach (char[] piece in said.Chunk(Math.Max(1, pieceLength)))
        {
            lines.AddRange(text.Add(piece));
        }

        return string.Join('|', [.. lines, text.Unfinished]);
    }
}
