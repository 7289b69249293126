namespace Partition.Partitioning.Model;

/// <summary>Marks the factory of a finding that a project may allow for named devices (<c>PartitionAllowance</c>).</summary>
/// <param name="code">The code that the factory gives.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowableAttribute(string code) : Attribute
{
    /// <summary>The code of the finding.</summary>
    public string Code => code;
}
