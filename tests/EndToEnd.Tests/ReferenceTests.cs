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
        board.Write("guest/guest.partproj", """
            <Project Sdk="Partition.Sdk">
              <PropertyGroup>
                <HostDeviceTree>../board/vexpress-v2p-ca9.dts</HostDeviceTree>
                <Hypervisor>None</Hypervisor>
              </PropertyGroup>
              <ItemGroup>
                <Guest Include="linux" Devices="uart0" />
                <RootFile Include="motd" TargetPath="/etc/motd" />
              </ItemGroup>
            </Project>
            """);
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
    }

    private static SampleProject CreateBoard(string items)
    {
        var board = new SampleProject();
        board.Replace("vexpress-a9.partproj", "</Project>", $"<ItemGroup>{items}</ItemGroup></Project>");
        return board;
    }

    private static void WriteProgram(SampleProject board, string items)
    {
        board.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        board.Write("app/Program.cs", "return 0;");
    }

    private static ToolResult Build(SampleProject board, params string[] arguments) =>
        board.Dotnet(["build", "vexpress-a9.partproj", "-tl:off", "-warnaserror", .. arguments]).Succeeded();

    private static void AssertIdle(SampleProject board) =>
        Assert.Contains("Skipping target \"_PackDiskImage\"", Build(board, "-v", "d").Text, StringComparison.Ordinal);
}
