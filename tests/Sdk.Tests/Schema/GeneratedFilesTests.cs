using Partition.Schema;

namespace Partition.Sdk.Tests.Schema;

/// <summary>What is checked in is what the schema gives.</summary>
public sealed class GeneratedFilesTests
{
    private static readonly IReadOnlyDictionary<string, string> s_files = GeneratedFiles.Make(Repository.Root);

    public static TheoryData<string> Paths => [.. s_files.Keys];

    [Theory]
    [MemberData(nameof(Paths))]
    public void FileIsWhatTheSchemaGives(string path)
    {
        string[] wanted = s_files[path].Split('\n');
        string[] found = File.Exists(Repository.Folder(path)) ? Repository.File(path).Split('\n') : [];
        int line = wanted.Zip(found).TakeWhile(static both => both.First == both.Second).Count();

        string cause = $"{path} is not what {PublicSurface.Path} gives. Run eng/schema.sh and commit what it writes.";
        Assert.True(
            wanted.SequenceEqual(found),
            $"""
            {cause} The first difference is in line {line + 1}:
              schema: {wanted.ElementAtOrDefault(line)}
              file:   {found.ElementAtOrDefault(line)}
            """);
    }
}
