namespace Partition.Building.Boots.Results;

/// <summary>How a test ended, in the words of <c>dotnet test</c>.</summary>
internal enum BootTestOutcome
{
    /// <summary>It is as the project expects.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>It could not be found out, because the guest did not come up.</summary>
    NotExecuted,
}
