using System.Reflection;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;

namespace Partition.Partitioning.Tests.Rules;

public class AllowableTests
{
    [Fact]
    public void EachAllowableFactoryNamesItsOwnCode()
    {
        MethodInfo[] factories = [.. typeof(PartitionRules).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(static method => method.GetCustomAttribute<AllowableAttribute>() is not null)];
        Assert.All(factories, static factory =>
            Assert.Equal(DiagnosticFactories.CodeOf(factory), factory.GetCustomAttribute<AllowableAttribute>()!.Code));
        Assert.Equal(factories.Length, PartitionRules.Allowable.Length);
    }

    [Fact]
    public void TheseFindingsCanBeAllowed() =>
        Assert.Equal(
            ["HV2031", "HV2032", "HV2033", "HV2034", "HV2035", "HV2037", "HV2048", "HV2049", "HV2090"],
            PartitionRules.Allowable.AsEnumerable());
}
