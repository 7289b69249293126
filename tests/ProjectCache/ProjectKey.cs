using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Execution;

namespace Partition.ProjectCache;

/// <summary>What a project is before anything of it is built: its file, all that it imports, and its global properties.</summary>
/// <param name="Text">A name for a folder.</param>
internal sealed record ProjectKey(string Text)
{
    /// <summary>The key of a project in a clone; the same in every clone.</summary>
    public static ProjectKey Of(ProjectInstance project, string root)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in project.GlobalProperties
            .OrderBy(static property => property.Key, StringComparer.OrdinalIgnoreCase))
        {
            // Where the solution is and what else is in it is nothing of this project.
            if (!name.Contains("Solution", StringComparison.OrdinalIgnoreCase))
            {
                text.AppendLine($"{name}={value.Replace(root, "", StringComparison.Ordinal)}");
            }
        }

        // What a restore writes names the folder of the packages; what is in them is imported itself.
        string restored = project.GetPropertyValue("MSBuildProjectExtensionsPath");
        foreach (string file in (string[])[project.FullPath, .. project.ImportPaths])
        {
            if (!file.StartsWith(restored, StringComparison.Ordinal))
            {
                text.AppendLine($"{Path.GetRelativePath(root, file)} {HashOf(file)}");
            }
        }

        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    /// <summary>The hash of a file; empty when there is none.</summary>
    public static string HashOf(string file)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
