using System.Security.Cryptography;
using Partition.Building.Files;

namespace Partition.Building.Cache;

/// <summary>
/// Results of earlier builds, here or on other machines, by the hash of what they are made of. The folder may be on a network.
/// </summary>
/// <remarks>
/// An entry is a file <c>v1/ab/abcd…</c>, named by its key: the SHA-256 of its contents, 32 bytes, and then the contents. It takes its
/// name when it is whole, so builds that run at once need no lock; and since it carries its own hash, one that was cut off or changed is
/// noticed and passed over.
/// </remarks>
/// <param name="folder">The cache's folder, rooted.</param>
/// <param name="note">Takes why the cache could not be used. That ends no build: it goes on as without one.</param>
internal sealed class StageCache(string folder, Action<string> note)
{
    private const int BufferSize = 1 << 17;

    /// <summary>Takes a result out of the cache.</summary>
    /// <param name="key">The hash of everything that decides the result, as 64 hexadecimal digits.</param>
    /// <param name="output">Gets the result where it stands; when there is none, it stands there again and ends there.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(string key, Stream output)
    {
        long start = output.Position;
        string path = PathOf(key);
        try
        {
            if (File.Exists(path) && Copy(path, output))
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            note($"'{path}' could not be read: {exception.Message}");
        }

        output.SetLength(start);
        output.Position = start;
        return false;
    }

    /// <summary>Puts a result into the cache. Whoever was first has put in the same.</summary>
    /// <param name="key">The hash of everything that decides the result.</param>
    /// <param name="result">The result, from where it stands to its end.</param>
    public void Write(string key, Stream result)
    {
        string path = PathOf(key);
        try
        {
            AtomicFile.Write(
                path,
                entry =>
                {
                    using var hashed = new HashingStream(entry, "");
                    entry.Position = SHA256.HashSizeInBytes;
                    result.CopyTo(hashed, BufferSize);
                    entry.Position = 0;
                    entry.Write(hashed.Hash);
                    return true;
                },
                provesItself: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            note($"'{path}' could not be written: {exception.Message}");
        }
    }

    private string PathOf(string key) => Path.Join(folder, "v1", key[..2], key);

    private bool Copy(string path, Stream output)
    {
        using FileStream entry = File.OpenRead(path);
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        using var hashed = new HashingStream(output, "");
        if (entry.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) == expected.Length)
        {
            entry.CopyTo(hashed, BufferSize);
            if (expected.SequenceEqual(hashed.Hash))
            {
                return true;
            }
        }

        note($"'{path}' is damaged; it is made anew");
        return false;
    }
}
