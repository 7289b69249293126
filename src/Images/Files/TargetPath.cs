using System.Text;
using Partition.Diagnostics;

namespace Partition.Images.Files;

/// <summary>The rules for a path inside an image.</summary>
internal static class TargetPath
{
    public const int MaxNameBytes = 255;

    /// <summary>Linux's PATH_MAX without its NUL.</summary>
    public const int MaxPathBytes = 4095;

    /// <summary>Says what is wrong with a path; <see langword="null"/> when it is right.</summary>
    public static Diagnostic? Check(string path)
    {
        int length = Encoding.UTF8.GetByteCount(path);
        if (length > MaxPathBytes)
        {
            return FileTreeDiagnostics.PathTooLong(path, length);
        }

        if (!IsText(path))
        {
            return FileTreeDiagnostics.ForbiddenCharacter(path);
        }

        if (!path.StartsWith('/'))
        {
            return FileTreeDiagnostics.NotAbsolute(path);
        }

        return path == "/" ? null : CheckComponents(path);
    }

    /// <summary>Whether a text has neither a NUL nor half of a surrogate pair: two such halves would become the same bytes.</summary>
    public static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
            {
                return false;
            }

            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static Diagnostic? CheckComponents(string path)
    {
        ReadOnlySpan<char> names = path.AsSpan(1);
        bool hasEmpty = false;
        int longest = 0;
        foreach (Range part in names.Split('/'))
        {
            ReadOnlySpan<char> name = names[part];
            if (name is "..")
            {
                return FileTreeDiagnostics.ParentComponent(path);
            }

            hasEmpty |= name is "" or ".";
            longest = Math.Max(longest, Encoding.UTF8.GetByteCount(name));
        }

        return hasEmpty ? FileTreeDiagnostics.EmptyComponent(path)
            : longest > MaxNameBytes ? FileTreeDiagnostics.ComponentTooLong(path, longest)
            : null;
    }
}
