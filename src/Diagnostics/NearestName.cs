namespace Partition.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    private const int MaxNameLength = 100;

    /// <summary>Finds the name that looks most like one that does not exist.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="candidates">Those that do; of several that are equally near, the first in the alphabet counts.</param>
    /// <returns>The name, or <see langword="null"/> when none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name, candidates, Math.Max(1, (name.Length + 1) / 3)); // In a short name two edits make any other.
    }

    /// <summary>Finds the name that looks most like one that does not exist.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="candidates">Those that do; of several that are equally near, the first in the alphabet counts.</param>
    /// <param name="maxDistance">The most letters that may differ (the edit distance of Levenshtein).</param>
    /// <returns>The name, or <see langword="null"/> when none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates, int maxDistance)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        if (name.Length > MaxNameLength)
        {
            return null;
        }

        string? best = null;
        int smallest = maxDistance + 1;
        foreach (string candidate in candidates.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - name.Length) < smallest && Distance(name, candidate) is int distance && distance < smallest)
            {
                (best, smallest) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>The edit distance of two words (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = b.Length < 128 ? stackalloc int[b.Length + 1] : new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
