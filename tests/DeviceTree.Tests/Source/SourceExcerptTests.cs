using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Source;

public sealed class SourceExcerptTests
{
    [Fact]
    public void TheMarkStandsUnderTheSpan() => Shows("one\ntwo three\n", At(2, 5, 2, 10), """
             2 | two three
               |     ^~~~~
        """);

    [Fact]
    public void TabsAreKeptAboveAndBelow() => Shows("\ta\tb", At(1, 4, 1, 5), "     1 | \ta\tb", "       | \t \t^");

    [Fact]
    public void ColumnsCountBytesAndTheMarkCountsCharacters() => Shows("é = ü;", At(1, 6, 1, 8), """
             1 | é = ü;
               |     ^
        """);

    [Fact]
    public void OfSeveralLinesTheFirstIsMarkedToItsEnd() => Shows("a = <1\n2>;\r\n", At(1, 5, 2, 3), """
             1 | a = <1
               |     ^~
        """);

    [Fact]
    public void AnEmptySpanBehindTheLineHasItsMark() => Shows("a\r\nb", At(1, 2, 1, 2), """
             1 | a
               |  ^
        """);

    [Fact]
    public void ControlCharactersAreReplaced() => Shows("\e[31mred", At(1, 2, 1, 3), """
             1 | ?[31mred
               |  ^
        """);

    [Fact]
    public void OfALongLineThePartAroundTheSpanIsShown()
    {
        string[] lines = [.. SourceExcerpt
            .Of(Encoding.UTF8.GetBytes(new string('a', 5000) + "here" + new string('b', 5000)), At(1, 5001, 1, 5005))];

        Assert.Equal($"     1 | {new string('a', 60)}here{new string('b', 96)}", lines[0]);
        Assert.Equal($"       | {new string(' ', 60)}^~~~", lines[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(99)]
    public void APlaceOutsideOfTheFileShowsNothing(int line) => Assert.Empty(SourceExcerpt.Of("one\ntwo\n"u8, At(line, 1, line, 2)));

    private static SourceSpan At(int line, int column, int endLine, int endColumn) => new("board.dts", line, column, endLine, endColumn);

    private static void Shows(string file, SourceSpan span, params string[] expected) =>
        Assert.Equal(string.Join('\n', expected), string.Join('\n', SourceExcerpt.Of(Encoding.UTF8.GetBytes(file), span)));
}
