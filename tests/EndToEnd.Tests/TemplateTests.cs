using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Partition.EndToEnd.Tests;

/// <summary>What <c>dotnet new hvboard</c> and <c>dotnet new hvguest</c> make, built by the <c>dotnet</c> on the path.</summary>
public sealed partial class TemplateTests(TemplateFolder templates) : IClassFixture<TemplateFolder>
{
    private static readonly string[] s_boardHelp =
    [
        "--board", "qemu-virt", "qemu-virt-arm64",
        "--hypervisor", "Xvisor", "Xen", "None", "--guests", "--kind", "demo", "linux", "--sdk-version",
    ];
    private static readonly string[] s_guestHelp = ["--memory", "--devices", "--kernel"];

    [Theory]
    [InlineData("vexpress-a9", "Xvisor", 1, "demo")]
    [InlineData("vexpress-a9", "Xvisor", 8, "demo")]
    [InlineData("vexpress-a9", "Xvisor", 2, "linux")]
    [InlineData("vexpress-a9", "None", 4, "demo")]
    [InlineData("qemu-virt", "Xen", 3, "linux")]
    [InlineData("qemu-virt", "None", 2, "linux")]
    [InlineData("qemu-virt-arm64", "Xen", 5, "linux")]
    [InlineData("empty", "Xvisor", 2, "demo")]
    [InlineData("empty", "Xen", 2, "linux")]
    [InlineData("empty", "None", 1, "demo")]
    public void BoardBuildsAtOnceAndWithoutWarningsButOfAMissingKernel(string board, string hypervisor, int guests, string kind)
    {
        string name = $"{board}-{hypervisor}-{guests}-{kind}";
        templates.New(".", "hvboard", "-o", name, "--board", board, "--hypervisor", hypervisor, "--guests", $"{guests}", "--kind", kind)
            .Succeeded();

        ToolResult build = templates.Dotnet(name, "build", "-tl:off").Succeeded();

        // The summary says each once more.
        string[] warnings = [.. build.Text
            .Split('\n')
            .Select(static line => line.Trim())
            .Where(static line => line.Contains(": warning ", StringComparison.Ordinal))
            .Distinct()];
        Assert.Equal(hypervisor == "Xen" ? guests : board.StartsWith("qemu-virt", StringComparison.Ordinal) ? 1 : 0, warnings.Length);
        string code = hypervisor == "Xen" ? "HV5122" : "HV0050";
        Assert.All(warnings, warning => Assert.Contains($": warning {code}: ", warning, StringComparison.Ordinal));
        Assert.Equal(hypervisor != "None", File.Exists(templates[$"{name}/bin/Debug/disk.img"]));
        Assert.Equal(
            Enumerable.Range(0, guests).Select(static number => $"guest{number}"),
            Directory.EnumerateDirectories(templates[$"{name}/bin/Debug/guests"])
                .Select(static guest => Path.GetFileName(guest))
                .Order(StringComparer.Ordinal));
        AssertIsFinished(name);
    }

    [Fact]
    public void WithoutOptionsABoardHasTheHypervisorThatNeedsTheLeast()
    {
        templates.New(".", "hvboard", "-o", "default").Succeeded();
        templates.New(".", "hvboard", "-o", "default-virt", "--board", "qemu-virt").Succeeded();

        Assert.Contains(">None</Hypervisor>", File.ReadAllText(templates["default/default.partproj"]), StringComparison.Ordinal);
        Assert.Contains(">Xen</Hypervisor>", File.ReadAllText(templates["default-virt/default-virt.partproj"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'dotnet run' boots it in QEMU")]
    [InlineData("'dotnet run -p:RunGuest=guest0' boots one in QEMU", "--guests", "2")]
    [InlineData("README.md says what", "--board", "empty")]
    public void TheNextCommandsAreSaid(string command, params string[] options)
    {
        string[] arguments = ["hvboard", "-o", $"next-{options.Length}{options.LastOrDefault()}", .. options];

        string said = templates.New(".", arguments).Succeeded().Text;

        Assert.Contains(command, said, StringComparison.Ordinal);
        Assert.Contains("In the new folder, 'dotnet build' makes ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void GuestsAreAddedByATemplate()
    {
        templates.New(".", "hvboard", "-o", "grows", "--guests", "2").Succeeded();
        templates.New("grows", "hvguest", "-n", "logger", "--devices", "uart2", "--memory", "32M").Succeeded();
        templates.New("grows", "hvguest", "-n", "idle").Succeeded();

        templates.Dotnet("grows", "build", "-tl:off").Succeeded();

        Assert.Equal(
            ["guest0", "guest1", "idle", "logger"],
            Directory.EnumerateDirectories(templates["grows/bin/Debug/guests"])
                .Select(static guest => Path.GetFileName(guest))
                .Order(StringComparer.Ordinal));
        Assert.Contains("serial@b000", File.ReadAllText(templates["grows/obj/Debug/guests/logger/system.dts"]), StringComparison.Ordinal);
        Assert.Contains("0x2000000", File.ReadAllText(templates["grows/obj/Debug/guests/logger/system.dts"]), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAndOptionsAreTakenAsTheyAre()
    {
        templates.New(".", "hvboard", "-n", "9 My-board").Succeeded();
        templates.New("9 My-board", "hvguest", "-n", "my-guest", "--kernel", "r&d<1>.elf").Succeeded();

        Assert.True(File.Exists(templates["9 My-board/9 My-board.partproj"]));
        Assert.Contains("`9 My-board.partproj`", File.ReadAllText(templates["9 My-board/README.md"]), StringComparison.Ordinal);
        XElement guest = XDocument.Load(templates["9 My-board/guests/my-guest.props"]).Descendants("Guest").Single();
        Assert.Equal(("my-guest", "r&d<1>.elf"), (guest.Attribute("Include")!.Value, guest.Element("Kernel")!.Value));
    }

    [Fact]
    public void HelpNamesTheChoices()
    {
        string board = templates.New(".", "hvboard", "--help").Succeeded().Text;
        string guest = templates.New(".", "hvguest", "--help").Succeeded().Text;

        Assert.All(s_boardHelp, text => Assert.Contains(text, board, StringComparison.Ordinal));
        Assert.All(s_guestHelp, text => Assert.Contains(text, guest, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--guests", "9")]
    [InlineData("--board", "raspberry")]
    public void AnUnknownChoiceIsRefused(string option, string value)
    {
        ToolResult refused = templates.New(".", "hvboard", "-o", "refused", option, value);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(value, refused.Text + refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(templates["refused"]));
    }

    [Fact]
    public void VsCodeFindsThePlaceOfAnError()
    {
        templates.New(".", "hvboard", "-o", "broken").Succeeded();
        using JsonDocument tasks = JsonDocument.Parse(File.ReadAllText(templates["broken/.vscode/tasks.json"]));
        JsonElement task = tasks.RootElement.GetProperty("tasks")[0];
        string[] arguments = [.. task.GetProperty("args").EnumerateArray().Select(static argument => argument.GetString()!)];
        File.WriteAllText(templates["broken/guests/guest0.props"], """
            <Project>
              <ItemGroup>
                <Guest Include="guest0" Devices="uart9" />
              </ItemGroup>
            </Project>
            """);

        ToolResult build = templates.Dotnet("broken", arguments);

        JsonElement matcher = task.GetProperty("problemMatcher");
        Assert.Equal("$msCompile", matcher.GetProperty("base").GetString());
        Assert.Equal(
            ["autodetect", "${workspaceFolder}"],
            matcher.GetProperty("fileLocation").EnumerateArray().Select(static part => part.GetString()));
        Assert.Contains(
            build.Text.Split('\n').Select(static line => CompilerMessage().Match(line)),
            match => match.Success
                && Path.Combine(templates["broken"], match.Groups[1].Value) == templates["broken/guests/guest0.props"]
                && match.Groups[2].Value.StartsWith("3,", StringComparison.Ordinal)
                && match.Groups[5].Value == "HV2011");
    }

    [ToolFact("qemu-system-arm")]
    public void TheFirstTwoGuestsComeUpWithLinux()
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
        Assert.True(File.Exists(Path.Combine(linux, "vmlinuz")), "There is no Linux to boot. Run eng/fetch-guest-linux.sh.");
        templates.New(".", "hvboard", "-o", "linux", "--kind", "linux", "--guests", "2").Succeeded();

        templates.Dotnet("linux", "test", "-p:BootTimeout=600", $"-p:LinuxKernel={linux}/vmlinuz", $"-p:Busybox={linux}/busybox")
            .Succeeded();
    }

    [ToolFact("qemu-system-arm")]
    public void TheDemoBoots()
    {
        templates.New(".", "hvboard", "-o", "boots", "--guests", "2").Succeeded();
        templates.Dotnet("boots", "build", "-tl:off").Succeeded();

        IReadOnlyList<string> lines = GuestConsole.Boot(templates["boots"], ["Partition payload: done"], "-p:RunGuest=guest1");

        Assert.Contains("uart 0x1000a000 interrupt 38 serial1", lines);
        Assert.DoesNotContain(lines, static line => line.StartsWith("uart 0x10009000", StringComparison.Ordinal));
    }

    // No trace of the template is left in what it made, and the versions are pinned.
    private void AssertIsFinished(string name)
    {
        foreach (string file in Directory.EnumerateFiles(templates[name], "*.*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".partproj" or ".props" or ".md" or ".json"))
        {
            if (!file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            {
                Assert.DoesNotMatch(
                    "#if|#else|#endif|Hv-?Board|Hv-?Guest|HYPERVISOR_NAME|PARTITION_SDK|PACKAGE_VERSION",
                    File.ReadAllText(file));
            }
        }

        using JsonDocument pinned = JsonDocument.Parse(File.ReadAllText(templates[$"{name}/global.json"]));
        string version = pinned.RootElement.GetProperty("msbuild-sdks").GetProperty("Partition.Sdk").GetString()!;
        Assert.True(Directory.Exists(templates[$"packages/partition.sdk/{version}"]));
        Assert.True(File.Exists(templates[$"{name}/README.md"]));
    }

    // The pattern of VS Code's problem matcher $msCompile.
    [GeneratedRegex(@"^\s*(?:\s*\d+>)?(\S.*?)(?:\((\d+|\d+,\d+|\d+,\d+,\d+,\d+)\))?\s*:\s+"
        + @"(?:(\S+)\s+)?((?:fatal +)?error|warning|info)\s+(\w+\d+)?\s*:\s*(.*)$")]
    private static partial Regex CompilerMessage();
}
