using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace Partition.Sdk.Tests;

/// <summary>A project in a folder of its own, built in this process with the SDK's sources and gone with its folder at the end.</summary>
internal sealed class TestProject : IDisposable
{
    private const string ProjectName = "board.partproj";
    private bool _isRestored;

    public TestProject(string items, string properties = "")
    {
        Folder = Directory.CreateTempSubdirectory("partition-").FullName;
        // Nothing of the folders above may reach in here.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("board.dts", TestBoard.Source);
        Write("board.dtsi", TestBoard.Include);
        WriteProject(items, properties);
    }

    public string Folder { get; }

    /// <summary>A file of the project, by its path from the project's folder.</summary>
    public string this[string path] => Path.Combine(Folder, path);

    public void WriteProject(string items, string properties = "") => Write(ProjectName, $"""
        <Project>
          <Import Project="{Repository.Root}/src/Sdk/Sdk/Sdk.props" />
          <PropertyGroup>
            <PartitionTasksAssembly>{typeof(Partition.Tasks.CompileDeviceTrees).Assembly.Location}</PartitionTasksAssembly>
            <HostDeviceTree>board.dts</HostDeviceTree>
            <Hypervisor>Xvisor</Hypervisor>
            <QemuMachine>test-board</QemuMachine>
            <DiskSize>auto</DiskSize>
            {properties}
          </PropertyGroup>
          <ItemGroup>
        {items}
          </ItemGroup>
          <Import Project="{Repository.Root}/src/Sdk/Sdk/Sdk.targets" />
        </Project>
        """);

    /// <summary>Writes a whole project file as a user has it; its SDK is that of the sources.</summary>
    public void WriteWholeProject(string text) => Write(
        ProjectName,
        text.Replace(
            "<Project Sdk=\"Partition.Sdk\">",
            $"""
            <Project>
              <Import Project="{Repository.Root}/src/Sdk/Sdk/Sdk.props" />
              <PropertyGroup>
                <PartitionTasksAssembly>{typeof(Partition.Tasks.CompileDeviceTrees).Assembly.Location}</PartitionTasksAssembly>
              </PropertyGroup>
            """,
            StringComparison.Ordinal)
            .Replace(
                "</Project>",
                $"""
                  <Import Project="{Repository.Root}/src/Sdk/Sdk/Sdk.targets" />
                </Project>
                """,
                StringComparison.Ordinal));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
    }

    public void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], bytes);
    }

    /// <summary>Makes a file newer than everything that was built from it, whatever the resolution of the file system's dates.</summary>
    public void Touch(string path) => File.SetLastWriteTimeUtc(this[path], DateTime.UtcNow.AddSeconds(2));

    /// <summary>Copies the tasks into a folder of the project.</summary>
    /// <returns>The property that makes a build take them.</returns>
    public (string Name, string Value) CopyTasks(string folder)
    {
        string assembly = typeof(Partition.Tasks.CompileDeviceTrees).Assembly.Location;
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "Partition.*.dll"))
        {
            Write($"{folder}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        return ("PartitionTasksAssembly", this[$"{folder}/{Path.GetFileName(assembly)}"]);
    }

    public BuildOutcome Build(params (string Name, string Value)[] properties) => Build("Build", properties);

    public BuildOutcome Build(string target, params (string Name, string Value)[] properties)
    {
        if (!_isRestored)
        {
            BuildOutcome restored = Run("Restore", [("MSBuildRestoreSessionId", "1")]);
            Assert.True(restored.Succeeded, string.Join('\n', restored.Errors));
            _isRestored = true;
        }

        return Run(target, properties);
    }

    /// <summary>The full paths of the items that a target returns.</summary>
    public string[] Items(string target, params (string Name, string Value)[] properties)
    {
        BuildOutcome outcome = Build(target, properties);
        Assert.Empty(outcome.Errors);
        return [.. outcome.Returned];
    }

    /// <summary>What a property is before any target runs.</summary>
    public string Property(string name)
    {
        using var projects = new ProjectCollection();
        return projects.LoadProject(this[ProjectName]).GetPropertyValue(name);
    }

    /// <summary>The items of a type before any target runs.</summary>
    public string[] EvaluatedItems(string type, params (string Name, string Value)[] properties)
    {
        using var projects = new ProjectCollection(properties.ToDictionary(
            static property => property.Name,
            static property => property.Value));
        return [.. projects.LoadProject(this[ProjectName]).GetItems(type).Select(static item => item.EvaluatedInclude)];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private BuildOutcome Run(string target, (string Name, string Value)[] properties)
    {
        var recorder = new BuildRecorder();
        using var projects = new ProjectCollection();
        var request = new BuildRequestData(
            this[ProjectName],
            properties.ToDictionary(static property => property.Name, static property => (string?)property.Value),
            null,
            [target],
            null);
        var parameters = new BuildParameters(projects) { Loggers = [recorder], DisableInProcNode = false, EnableNodeReuse = false };
        using var manager = new BuildManager();
        BuildResult result = manager.Build(parameters, request);
        return recorder.ToOutcome(result.OverallResult == BuildResultCode.Success) with
        {
            Returned = [.. result.ResultsByTarget
                .TryGetValue(target, out TargetResult? made) ? made.Items
                .Select(static item => item.GetMetadata("FullPath")) : []],
        };
    }
}
