namespace Partition.EndToEnd.Tests;

/// <summary>Projects that take files of each other: boards, guests and programs of .NET.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void ABoardTakesTheRootFileSystemOfAGuestThatIsAProject()
    {
        using SampleProject board = CreateBoard("""
            <ProjectReference Include="guest/guest.partproj" />
            <Guest Update="guest0" RootFileSystem="guest/bin/$(Configuration)/guests/linux/rootfs.img" />
            """);
        WriteGuest(board, """<RootFile Include="motd" TargetPath="/etc/motd" />""");
        board.Write("guest/motd", "first");

        Build(board);
        string image = board["bin/Debug/guests/guest0/rootfs.img"];
        Assert.Equal(File.ReadAllBytes(board["guest/bin/Debug/guests/linux/rootfs.img"]), File.ReadAllBytes(image));

        board.Write("guest/motd", "second");
        Build(board);
        Assert.Contains("second", File.ReadAllText(image), StringComparison.Ordinal);

        AssertIdle(board);
    }

    [Fact]
    public void ABoardTakesAProgramOfDotnetIntoItsImage()
    {
        using SampleProject board = CreateBoard("""
            <ProjectReference Include="app/app.csproj" />
            <DiskFile Include="app/bin/$(Configuration)/net10.0/app.dll" TargetPath="/app.dll" />
            """);
        WriteProgram(board, "");

        Build(board);

        byte[] program = File.ReadAllBytes(board["app/bin/Debug/net10.0/app.dll"]);
        Assert.True(File.ReadAllBytes(board["bin/Debug/disk.img"]).AsSpan().IndexOf(program.AsSpan(0, 1024)) > 0);
        AssertIdle(board);
    }

    [Fact]
    public void AProgramOfDotnetBuildsTheBoardThatItNeeds()
    {
        using SampleProject board = CreateBoard("");
        WriteProgram(board, """
            <ProjectReference Include="../vexpress-a9.partproj" ReferenceOutputAssembly="false" />
            <None Include="../bin/$(Configuration)/disk.img" CopyToOutputDirectory="PreserveNewest" Visible="false" />
            """);

        board.Dotnet("build", "app/app.csproj", "-tl:off", "-warnaserror").Succeeded();

        Assert.Equal(File.ReadAllBytes(board["bin/Debug/disk.img"]), File.ReadAllBytes(board["app/bin/Debug/net10.0/disk.img"]));
        ToolResult second = board.Dotnet("build", "app/app.csproj", "-tl:off", "-warnaserror", "-v", "d").Succeeded();
        Assert.Contains("PackDiskImage: bin/Debug/disk.img is up to date", second.Text, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"CoreCompile\"", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AProgramOfDotnetAsksABoardForItsFilesByKind()
    {
        using SampleProject board = CreateBoard("");
        WriteProgram(board, """
            <ProjectReference Include="../vexpress-a9.partproj" ReferenceOutputAssembly="false" OutputItemType="BoardFile"
                              Targets="Build;GetPartitionOutputs" SkipGetTargetFrameworkProperties="true" />
            """, """
            <Target Name="TakeBoardFiles" AfterTargets="ResolveProjectReferences">
              <ItemGroup>
                <Content Include="@(BoardFile->WithMetadataValue('Kind', 'DiskImage'))" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Target>
            """);

        board.Dotnet("build", "app/app.csproj", "-tl:off", "-warnaserror").Succeeded();

        Assert.Equal(File.ReadAllBytes(board["bin/Debug/disk.img"]), File.ReadAllBytes(board["app/bin/Debug/net10.0/disk.img"]));
    }

    [Fact]
    public void AProjectAsksTheBoardsThatItReferencesForTheirFilesByKind()
    {
        using SampleProject board = CreateBoard("""
            <ProjectReference Include="guest/guest.partproj" />
            """, """
            <Target Name="TakeGuestTree" AfterTargets="ResolvePartitionReferences">
              <ItemGroup>
                <DiskFile Include="@(ReferencedPartitionOutput->WithMetadataValue('Kind', 'GuestTree'))" TargetPath="/guest.dtb" />
              </ItemGroup>
            </Target>
            """);
        WriteGuest(board, "");

        Build(board);

        byte[] tree = File.ReadAllBytes(board["guest/bin/Debug/guests/linux/system.dtb"]);
        Assert.True(File.ReadAllBytes(board["bin/Debug/disk.img"]).AsSpan().IndexOf(tree) > 0);
        AssertIdle(board);
    }

    private static SampleProject CreateBoard(string items, string targets = "")
    {
        var board = new SampleProject();
        board.Replace("vexpress-a9.partproj", "</Project>", $"<ItemGroup>{items}</ItemGroup>{targets}</Project>");
        return board;
    }

    private static void WriteGuest(SampleProject board, string items) => board.Write("guest/guest.partproj", $"""
        <Project Sdk="Partition.Sdk">
          <PropertyGroup>
            <HostDeviceTree>../board/vexpress-v2p-ca9.dts</HostDeviceTree>
            <Hypervisor>None</Hypervisor>
            <NoWarn>HV0050</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <Guest Include="linux" Devices="uart0" />
            {items}
          </ItemGroup>
        </Project>
        """);

    private static void WriteProgram(SampleProject board, string items, string targets = "")
    {
        board.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
              {targets}
            </Project>
            """);
        board.Write("app/Program.cs", "return 0;");
    }

    private static ToolResult Build(SampleProject board, params string[] arguments) =>
        board.Dotnet(["build", "vexpress-a9.partproj", "-tl:off", "-warnaserror", .. arguments]).Succeeded();

    private static void AssertIdle(SampleProject board) =>
        Assert.Contains("PackDiskImage: bin/Debug/disk.img is up to date", Build(board, "-v", "d").Text, StringComparison.Ordinal);
}
