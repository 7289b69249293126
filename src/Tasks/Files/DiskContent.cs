using Partition.Images;

namespace Partition.Tasks;

/// <summary>The content of a file of the disk, opened only while it is copied.</summary>
internal sealed class DiskContent(string path) : IFileContent
{
    public long Length { get; } = new FileInfo(path).Length;

    public Stream OpenRead() => File.OpenRead(path);
}
