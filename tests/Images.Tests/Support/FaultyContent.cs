using Partition.Images.Files;

namespace Partition.Images.Tests.Support;

/// <summary>A content that gives something else than it promised, or cannot be opened at all.</summary>
internal sealed class FaultyContent(long length, IFileContent? actual) : IFileContent
{
    public long Length => length;

    public Stream OpenRead() => actual?.OpenRead() ?? throw new IOException("The file is in use.");
}
