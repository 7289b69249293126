namespace Partition.Sdk.Tests;

/// <summary>What a repository says of all its projects, for its programs, does not keep a board from being published or packed.</summary>
[Trait("Speed", "Slow")]
public sealed class InheritedSettingsTests
{
    private const string Properties = "<Hypervisor>None</Hypervisor><PackageId>Test.Board</PackageId>";

    [Theory]
    [InlineData("Publish", "PublishAot")]
    [InlineData("Publish", "PublishTrimmed")]
    [InlineData("Publish", "PublishSingleFile")]
    [InlineData("Publish", "PublishReadyToRun")]
    [InlineData("Publish", "SelfContained")]
    [InlineData("Pack", "PublishAot")]
    [InlineData("Pack", "IncludeSymbols")]
    [InlineData("Pack", "IncludeSource")]
    [InlineData("Pack", "GeneratePackageOnBuild")]
    [InlineData("Build", "GeneratePackageOnBuild")]
    [InlineData("Publish", "TreatWarningsAsErrors")]
    [InlineData("Pack", "TreatWarningsAsErrors")]
    [InlineData("Publish", "RunAnalyzers")]
    [InlineData("Publish", "EnforceCodeStyleInBuild")]
    public void APropertyOfAllProjectsLeavesABoardAlone(string target, string property)
    {
        using TestProject project = GuestProject.Create(properties: Properties);
        project.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <{property}>true</{property}>
              </PropertyGroup>
            </Project>
            """);
        BuildOutcome outcome = target == "Pack"
            ? project.Build(target, ("_IsPacking", "true")) // As 'dotnet pack' says.
            : project.Build(target);
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.True(outcome.Succeeded);
    }
}
