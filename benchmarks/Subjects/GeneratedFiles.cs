namespace Partition.Benchmarks.Subjects;

/// <summary>Folders of files that are the same on every machine.</summary>
internal static class GeneratedFiles
{
    private const int Seed = 20240229;
    private static readonly DateTime Date = new(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Eight files, 20 MiB together: a kernel or two, an archive, some small ones.</summary>
    public static string MakeLarge(Workshop workshop)
    {
        int[] kibibytes = [8192, 5120, 3072, 2048, 1024, 512, 384, 128];
        var random = new Random(Seed);
        string folder = Make(workshop.PathOf("large"));
        for (int i = 0; i < kibibytes.Length; i++)
        {
            Write(Path.Combine(folder, $"file{i}"), random, kibibytes[i] * 1024);
        }

        return Stamp(folder);
    }

    /// <summary>Five thousand files in fifty folders, between 1 and 3,000 bytes each.</summary>
    public static string MakeSmall(Workshop workshop)
    {
        var random = new Random(Seed);
        string folder = Make(workshop.PathOf("small"));
        for (int i = 0; i < 50; i++)
        {
            string child = Make(Path.Combine(folder, $"folder{i:00}"));
            for (int j = 0; j < 100; j++)
            {
                Write(Path.Combine(child, $"file{j:00}"), random, random.Next(1, 3001));
            }
        }

        return Stamp(folder);
    }

    /// <summary>Twenty thousand files in two hundred folders, of 8 KiB on average.</summary>
    public static string MakeMany(Workshop workshop)
    {
        var random = new Random(Seed);
        string folder = Make(workshop.PathOf("many"));
        for (int i = 0; i < 200; i++)
        {
            string child = Make(Path.Combine(folder, $"folder{i:000}"));
            for (int j = 0; j < 100; j++)
            {
                Write(Path.Combine(child, $"file{j:00}"), random, random.Next(1, 16_384));
            }
        }

        return Stamp(folder);
    }

    /// <summary>One file of 1.5 GiB.</summary>
    public static string MakeHuge(Workshop workshop)
    {
        var random = new Random(Seed);
        string folder = Make(workshop.PathOf("huge"));
        byte[] part = new byte[1 << 20];
        using (FileStream file = File.Create(Path.Combine(folder, "file")))
        {
            for (int i = 0; i < 1536; i++)
            {
                random.NextBytes(part);
                file.Write(part);
            }
        }

        return Stamp(folder);
    }

    /// <summary>Files of a few bytes in one folder.</summary>
    public static string MakeCrowd(Workshop workshop, int count)
    {
        var random = new Random(Seed);
        string folder = Make(workshop.PathOf($"crowd{count}"));
        for (int i = 0; i < count; i++)
        {
            Write(Path.Combine(folder, $"file{i:000000}"), random, random.Next(1, 100));
        }

        return Stamp(folder);
    }

    private static string Make(string folder) => Directory.CreateDirectory(folder).FullName;

    private static void Write(string path, Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private static string Stamp(string folder)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, Date);
        }

        return folder;
    }
}
