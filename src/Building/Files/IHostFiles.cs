namespace Partition.Building.Files;

/// <summary>What the build asks of this machine's file systems when it reads an input or writes an output. A test answers in its place:
/// with errors, or as a disk that loses its power.</summary>
internal interface IHostFiles
{
    /// <summary>Opens a regular file to read it; no buffer is between.</summary>
    Stream OpenRead(string path);

    /// <summary>Creates the file beside another that is written first, and locks it; what killed processes left there goes.</summary>
    /// <param name="path">The file that it is to become, rooted.</param>
    /// <param name="isPrivate">Whether only its owner may read it, now and later.</param>
    /// <param name="name">Its name.</param>
    Stream CreateNeighbour(string path, bool isPrivate, out string name);

    /// <summary>Waits until the disk holds what was written into a stream of <see cref="CreateNeighbour"/>.</summary>
    void FlushToDisk(Stream stream);

    /// <summary>Gives a file the name of another, which it replaces at once.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file, if it is there.</summary>
    void Delete(string path);
}
