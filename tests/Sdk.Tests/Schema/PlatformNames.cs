namespace Partition.Sdk.Tests.Schema;

/// <summary>Names that the SDK's targets use and that belong to MSBuild, the .NET SDK or an IDE, or are the environment's.</summary>
internal static class PlatformNames
{
    public static IReadOnlySet<string> Properties { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "AppendRuntimeIdentifierToOutputPath",
        "AppendTargetFrameworkToOutputPath",
        "AutomaticallyUseReferenceAssemblyPackages",
        "BuildingInsideVisualStudio",
        "BuildInParallel",
        "BuildProjectReferences",
        "Configuration",
        "CopyBuildOutputToPublishDirectory",
        "CopyOutputSymbolsToPublishDirectory",
        "CoreBuildDependsOn",
        "CustomBeforeMicrosoftCommonTargets",
        "CustomCollectWatchItems",
        "DebugType",
        "DefaultProjectTypeGuid",
        "DesignTimeBuild",
        "DisableImplicitFrameworkDefines",
        "DisableImplicitFrameworkReferences",
        "DisablePackageAssetsCache",
        "DisableRarCache",
        "EnableDefaultItems",
        "EnableNETAnalyzers",
        "EnableSourceControlManagerQueries",
        "GenerateDependencyFile",
        "GenerateMSBuildEditorConfigFile",
        "GeneratePackageOnBuild",
        "GenerateRuntimeConfigurationFiles",
        "IncludeBuildOutput",
        "IncludeContentInPack",
        "IncludeSource",
        "IncludeSymbols",
        "IntermediateOutputPath",
        "IsGraphBuild",
        "NETCoreSdkPortableRuntimeIdentifier",
        "DirectoryBuildPropsPath",
        "DirectoryBuildTargetsPath",
        "NoBuild",
        "NoWarn",
        "OS",
        "OutDir",
        "PackageId",
        "PackageTags",
        "PrepareForBuildDependsOn",
        "PrepareForRunDependsOn",
        "ProduceReferenceAssembly",
        "PublishAot",
        "PublishDir",
        "PublishReadyToRun",
        "PublishSingleFile",
        "PublishTrimmed",
        "RunArguments",
        "RunCommand",
        "RunWorkingDirectory",
        "SelfContained",
        "SOURCE_DATE_EPOCH",
        "SuppressImplicitGitSourceLink",
        "TargetFramework",
        "TargetsForTfmSpecificContentInPackage",
        "UseAppHost",
        "UsingMicrosoftNETSdk",
        "VSTestListTests",
        "VSTestLogger",
        "VSTestNoBuild",
        "VSTestResultsDirectory",
        "VSTestTestCaseFilter",
    };

    public static IReadOnlySet<string> Items { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "AvailableItemName",
        "Clean",
        "FileWrites",
        "ProjectCapability",
        "ProjectReference",
        "ProjectReferenceTargets",
        "ProjectReferenceWithConfiguration",
        "PropertyPageSchema",
        "ResolvedFileToPublish",
        "TfmSpecificPackageFile",
        "UpToDateCheckBuilt",
        "UpToDateCheckInput",
        "UpToDateCheckOutput",
        "Watch",
    };

    public static IReadOnlySet<string> Targets { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "CollectUpToDateCheckBuiltDesignTime",
        "CollectUpToDateCheckInputDesignTime",
        "CollectUpToDateCheckOutputDesignTime",
        "CompileDesignTime",
        "ComputeRunArguments",
        "CreateManifestResourceNames",
        "GetCopyToOutputDirectoryItems",
        "GetTargetPath",
        "GetTargetPathWithTargetPlatformMoniker",
        "VSTest",
    };

    /// <summary>Metadata of the items that every project publishes.</summary>
    public static IReadOnlySet<string> Metadata { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "DefiningProjectFullPath",
        "FullPath",
        "RelativePath",
    };
}
