using Partition.Benchmarks.Native;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>A project that builds nothing: what a build with the .NET SDK costs before it has done anything.</summary>
internal static class EmptyProject
{
    /// <summary>The SDK that such projects have.</summary>
    public const string Sdk = "Microsoft.Build.NoTargets";

    /// <summary>Makes one.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "empty.proj"), $"""
            <Project Sdk="{Sdk}/3.7.0">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>Builds it once.</summary>
    /// <returns>Whether its SDK could be had; it comes from the sources of the machine.</returns>
    public static bool TryBuild(string folder)
    {
        try
        {
            DotnetProcess.Run(folder, "build", "-nologo");
            return true;
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains(Sdk, StringComparison.Ordinal))
        {
            return false;
        }
    }
}
