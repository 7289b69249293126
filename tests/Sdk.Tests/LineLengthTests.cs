namespace Partition.Sdk.Tests;

/// <summary>Lines of the sources fit on a screen.</summary>
public sealed class LineLengthTests
{
    private const int MaxColumns = 140;

    [Theory]
    [InlineData("src", ".cs", ".props", ".targets")]
    [InlineData("tests", ".cs")]
    [InlineData("benchmarks", ".cs")]
    [InlineData("eng", ".cs")]
    public void NoLineIsLongerThan140Columns(string folder, params string[] extensions)
    {
        string[] sources = [.. Folders.FilesOf(Repository.Folder(folder)).Where(file => IsSource(file, extensions))];
        Assert.NotEmpty(sources);

        string[] tooLong = [.. sources.SelectMany(file => FindLongLines($"{folder}/{file}"))];
        Assert.True(tooLong.Length == 0, $"{tooLong.Length} lines are too long:\n{string.Join('\n', tooLong)}");
    }

    private static bool IsSource(string file, string[] extensions) =>
        extensions.Contains(Path.GetExtension(file)) && !file.Split('/').Any(static part => part is "bin" or "obj");

    private static IEnumerable<string> FindLongLines(string file) => File.ReadLines(Repository.Folder(file))
        .Select((line, index) => (Number: index + 1, Columns: line.Length))
        .Where(static line => line.Columns > MaxColumns)
        .Select(line => $"{file}({line.Number}): {line.Columns} columns");
}
