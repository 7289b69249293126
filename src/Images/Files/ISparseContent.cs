namespace Partition.Images.Files;

/// <summary>A content that knows where it is empty, such as a file with holes, so that it need not be read there.</summary>
public interface ISparseContent : IFileContent
{
    /// <summary>The parts that may hold something, in rising order and apart from each other. All other bytes are zero.
    /// An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> becomes HV4011.</summary>
    IReadOnlyList<ContentRange> FindData();
}
