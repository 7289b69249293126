using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

// A build in this process makes its project's folder the current one, so there is one build at a time; other test projects run beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Partition.Sdk.Tests;

/// <summary>Finds the MSBuild of the .NET SDK before any of its types is loaded.</summary>
internal static class MSBuildFromTheSdk
{
    [ModuleInitializer]
    internal static void Register() => MSBuildLocator.RegisterDefaults();
}
