using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Partition.Sdk.Tests.Schema;

/// <summary>The XML schema, by which editors complete and check project files.</summary>
public sealed class XmlSchemaTests
{
    private static readonly XmlSchemaSet s_schema = Load();

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateFiles(Repository.Folder("samples"), "*.partproj", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void SampleIsValid(string path) => Assert.Empty(Validate(Repository.File(path)));

    [Theory]
    [InlineData("<PropertyGroup><Hypervisor Condition=\"'$(Hypervisor)' == ''\">Xen</Hypervisor></PropertyGroup>")]
    [InlineData("<PropertyGroup><Hypervisor>$(Mine)</Hypervisor><AnythingElse>1</AnythingElse></PropertyGroup>")]
    [InlineData("<ItemGroup><Guest Include=\"a\" Memory=\"64M\" AutoStart=\"False\" />"
        + "<Guest Update=\"a\"><Cpus>2</Cpus></Guest></ItemGroup>")]
    [InlineData("<ItemDefinitionGroup><Guest><Memory>64M</Memory></Guest></ItemDefinitionGroup>")]
    [InlineData("<Target Name=\"Mine\" AfterTargets=\"Build\"><Message Text=\"done\" /></Target>")]
    [InlineData("<PropertyGroup><PackDiskImageDependsOn>Mine;$(PackDiskImageDependsOn)</PackDiskImageDependsOn></PropertyGroup>")]
    public void WhatMSBuildTakesIsValid(string content) => Assert.Empty(Validate($"<Project Sdk=\"Partition.Sdk\">{content}</Project>"));

    [Theory]
    [InlineData("<PropertyGroup><Hypervisor>Xne</Hypervisor></PropertyGroup>", "Hypervisor")]
    [InlineData("<ItemGroup><Guest Include=\"a\" AutoStart=\"maybe\" /></ItemGroup>", "AutoStart")]
    [InlineData("<ItemGroup><Guest Include=\"a\"><Memroy>64M</Memroy></Guest></ItemGroup>", "Memroy")]
    [InlineData("<ItemGroup><GuestDevice Include=\"a\" Access=\"Direct\" /></ItemGroup>", "Access")]
    [InlineData("<PropertyGrop />", "PropertyGrop")]
    public void ASlipIsNotValid(string content, string name) =>
        Assert.Contains(
            $"'{name}'",
            Assert.Single(Validate($"<Project Sdk=\"Partition.Sdk\">{content}</Project>")),
            StringComparison.Ordinal);

    private static List<string> Validate(string text)
    {
        var faults = new List<string>();
        XDocument.Parse(text).Validate(s_schema, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    private static XmlSchemaSet Load()
    {
        var schema = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schema.Add(null, Repository.Folder("src/Sdk/schema/Partition.xsd"));
        schema.Compile();
        return schema;
    }
}
