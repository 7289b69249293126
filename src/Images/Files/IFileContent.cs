namespace Partition.Images.Files;

/// <summary>The bytes of a file that goes into an image, wherever they come from. The length is known before anything is read,
/// because the image is planned first and then written once from its beginning to its end.</summary>
public interface IFileContent
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Opens the content from its beginning; the reader closes the stream. It must give exactly <see cref="Length"/> bytes,
    /// or the image is refused with HV4010. An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> becomes
    /// HV4011.</summary>
    Stream OpenRead();
}
