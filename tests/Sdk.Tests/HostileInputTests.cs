using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.FileSystems;
using Partition.Building.Publishing;
using Partition.Building.Trees;
using Partition.DeviceTree;
using Partition.Hypervisors.Boot;
using Partition.Images.Files;

namespace Partition.Sdk.Tests;

/// <summary>Inputs that would keep a build waiting, fill the disk, or deceive a terminal or a shell.</summary>
public sealed class HostileInputTests
{
    [ToolFact("mkfifo")]
    public void ANamedPipeIsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("mkfifo", folder.Path, "pipe").Succeeded();
        File.CreateSymbolicLink(folder["link"], "pipe");
        foreach (string path in (string[])[folder["pipe"], folder["link"]])
        {
            Action<string>[] readers =
            [
                static path => InputFile.Open(path),
                static path => InputFile.OpenUnbuffered(path),
                static path => InputFile.ReadAll(path),
                static path => InputFile.ReadText(path),
                static path => InputFile.ReadHead(path, 1),
                static path => _ = new DiskContent(path),
                static path => KernelFile.FormatOf(path),
                static path => ArchiveFile.AddTo(new FileTree(), path, "a", () => "", "/"),
                static path => ListFileSource.AddTo(new FileTree(), path, "a", static _ => null, "/"),
                static path => RootFileSystemFormat.FindFault(path, CancellationToken.None),
                static path => new ProjectSourceFiles(static name => name).TryRead(path),
            ];
            Assert.All(readers, reader => Assert.Equal(
                $"HV0030: '{path}' is a named pipe, and an input must be a regular file. Copy what you need of it into one.",
                MessageOf(() => reader(path))));
        }
    }

    [Fact]
    public void ASocketAndADeviceAreRefused()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        string path = folder["socket"];
        Assert.StartsWith($"HV0030: '{path}' is a socket, ", MessageOf(() => InputFile.Check(path)), StringComparison.Ordinal);
        string device = MessageOf(static () => InputFile.ReadAll("/dev/zero"));
        Assert.StartsWith("HV0030: '/dev/zero' is a character device, ", device, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/incbin/(\"/dev/zero\")")]
    [InlineData("/incbin/(\"/dev/zero\", 0, 16)")]
    public void ATreeIncludesNoDevice(string value)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.dts"], $"/dts-v1/; / {{ p = {value}; }};");
        CompilationResult result = DeviceTreeCompiler.Compile(
            folder["a.dts"], new ProjectSourceFiles(static path => path), CompilerOptions.Default);
        Assert.Equal(["HV1119"], result.Diagnostics.Select(static diagnostic => diagnostic.Code));
    }

    [Fact]
    public void ANameThatIsNotUtf8IsNamed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        Tool.Run("sh", folder.Path, "-c", "mkdir in; : > \"in/$(printf 'caf\\351')\"").Succeeded();
        Assert.Equal(
            $"HV0032: '{folder["in"]}' has an entry 'caf\uFFFD' whose name is not UTF-8, so it cannot be opened. "
            + "Rename the entry, or exclude it.",
            MessageOf(() => new HostDirectory().AddTo(new FileTree(), folder["in"], "/")));
        new HostDirectory { Excludes = ["caf*"] }.AddTo(new FileTree(), folder["in"], "/");

        // A name that really has U+FFFD is a name.
        File.WriteAllText(folder["in/\uFFFD"], "");
        var tree = new FileTree();
        new HostDirectory { Excludes = ["caf*"] }.AddTo(tree, folder["in"], "/");
        Assert.NotNull(tree.Find("/\uFFFD"));
        Tool.Run("rm", folder.Path, "-r", "in").Succeeded(); // .NET does not find it either.
    }

    [Fact]
    public void AnArchiveThatUnpacksTooFarIsStopped()
    {
        using var folder = new TemporaryFolder();
        WriteZeros(folder["bomb.gz"], 257 << 20);
        Assert.Equal(
            $"HV0031: 'bomb' has {new FileInfo(folder["bomb.gz"]).Length} bytes and unpacks to more than 268435456, "
            + "as no root file system does. "
            + "If this is meant, unpack it and name the folder or the plain archive.",
            MessageOf(() => ArchiveFile.AddTo(new FileTree(), folder["bomb.gz"], "bomb", () => folder["unpacked"], "/")));
        Assert.Equal(["bomb.gz"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void AnArchiveUpToTheLimitIsUnpackedForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder();
        WriteZeros(folder["large.gz"], 256 << 20);
        Assert.False(ArchiveFile.AddTo(new FileTree(), folder["large.gz"], "large", () => folder["unpacked"], "/"));
        Assert.Equal(256 << 20, new FileInfo(folder["unpacked"]).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["unpacked"]));
        }
    }

    [Fact]
    public void UnpackingStopsWhenItIsCancelled()
    {
        using var folder = new TemporaryFolder();
        WriteZeros(folder["a.gz"], 1 << 20);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => ArchiveFile.AddTo(new FileTree(), folder["a.gz"], "a", () => folder["out"], "/", cancellation.Token));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    public static TheoryData<string, byte[], string?> RootFileSystems
    {
        get
        {
            byte[] archive = [.. "070701"u8, .. new byte[5000]];
            byte[] packed = Pack(archive);
            byte[] ext2 = new byte[4096];
            (ext2[0x438], ext2[0x439]) = (0x53, 0xEF);
            const string None = "neither a newc archive nor the image of a file system";
            const string Damaged = "a gzip file that is damaged or cut off";
            return new()
            {
                { "newc", archive, null },
                { "gzip", packed, null },
                { "gzip with zeros behind", [.. packed, .. new byte[512]], null },
                { "two gzip members", [.. packed, .. packed], null },
                { "gzip whose length ends with zeros", Pack([.. "070701"u8, .. new byte[250]]), null },
                { "ext2", ext2, null },
                { "gzip of ext2", Pack(ext2), null },
                { "squashfs", [.. "hsqs"u8, .. new byte[100]], null },
                { "xz", [0xFD, .. "7zXZ\0"u8, .. new byte[100]], null },
                { "nothing", [], "empty" },
                { "noise", [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * 37 + 11))], None },
                { "text", [.. "<html>"u8], None },
                { "tar", [.. new byte[257], .. "ustar"u8, .. new byte[250]], None },
                {
                    "gzip of text",
                    Pack([.. "<html>"u8]),
                    "a gzip file of something else than a newc archive or the image of a file system"
                },
                { "gzip cut off by a byte", packed[..^1], Damaged },
                { "gzip cut off by its end", packed[..^8], Damaged },
                { "gzip cut off in the middle", Pack([.. "070701"u8, .. Noise(100_000)])[..50_000], Damaged },
                { "gzip with a flipped sum", [.. packed[..^5], (byte)(packed[^5] ^ 1), .. packed[^4..]], Damaged },
            };
        }
    }

    [Theory]
    [MemberData(nameof(RootFileSystems))]
    public void ARootFileSystemIsRecognized(string name, byte[] bytes, string? fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["rootfs"], bytes);
        Assert.Equal((name, fault), (name, RootFileSystemFormat.FindFault(folder["rootfs"], CancellationToken.None)));
    }

    [Theory]
    [InlineData("plain text, ä, 日本", "plain text, ä, 日本", "plain text, ä, 日本")]
    [InlineData("a\nb\tc", "a\\x0ab\\x09c", "a\nb\tc")]
    [InlineData("\e[31m\a\r", "\\x1b[31m\\x07\\x0d", "\\x1b[31m\\x07\\x0d")]
    [InlineData("\u009b1m\u007f\0", "\\x9b1m\\x7f\\x00", "\\x9b1m\\x7f\\x00")]
    [InlineData("\u202eabc\u2066\u200f\u061c", "\\u202eabc\\u2066\\u200f\\u061c", "\\u202eabc\\u2066\\u200f\\u061c")]
    [InlineData("a\u2028b", "a\\u2028b", "a\\u2028b")]
    [InlineData("x ##vso[task.x]", "x ##vso[task.x]", "x ##vso\\x5btask.x]")]
    [InlineData("x\n::error::y\n##teamcity[z]", "x\\x0a::error::y\\x0a##teamcity[z]", "x\n ::error::y\n ##teamcity[z]")]
    public void NoControlCharacterReachesATerminal(string text, string line, string lines)
    {
        Assert.Equal(line, Printable.Escape(text));
        Assert.Equal(lines, Printable.EscapeLines(text));
    }

    public static TheoryData<string> Names =>
    [
        "plain", "with blank", "$(touch pwned)", "`touch pwned`", "a'b", "a\"b", "a\\b", "a,b", "a;b", "a&b|c", "*", "~", "-x", "a\nb", "ä",
        "a$b", "!x",
    ];

    /// <summary>The real shell gives each word to the program as it was, wherever the folder is and whatever it is called.</summary>
    [ToolTheory("sh")]
    [MemberData(nameof(Names))]
    public void AShellTakesNamesForNames(string name)
    {
        using var folder = new TemporaryFolder();
        string here = folder["published " + name];
        Directory.CreateDirectory(here);
        string kernel = $"/build/{name}";
        var script = new ShellScript([(kernel, $"hypervisor/{name}"), ("/build", "all")]);
        var command = new QemuCommandLine(name, "64M", kernel, "/else/where.dtb")
        {
            Loads = [new LoadedFile(kernel, 0x1000)],
            Extra = $"-append {CommandLineWords.Quote($"console=ttyAMA0 {name}")} -x {CommandLineWords.Quote(name)}",
        };
        File.WriteAllText(
            Path.Combine(here, "run.sh"),
            $"{ShellScript.Beginning}\n{script.Execute(command, Path.Combine(folder.Path, "qemu"))}\n".ReplaceLineEndings("\n"));
        File.WriteAllText(folder["qemu"], "#!/bin/sh\nprintf '%s\\036' \"$@\"\n");
        Tool.Run("chmod", folder.Path, "+x", "qemu").Succeeded();
        string[] words = Tool.Run("sh", folder.Path, Path.Combine(here, "run.sh"), "last one").Succeeded().Text.Split('\u001e');
        string listed = $"{here}/hypervisor/{name}".Replace(",", ",,", StringComparison.Ordinal);
        Assert.Equal(
            [
                "-M", name, "-display", "none", "-serial", "mon:stdio", "-m", "64M", "-smp", "1", "-kernel", $"{here}/hypervisor/{name}",
                "-dtb", "/else/where.dtb", "-device", $"loader,file={listed},addr=0x1000,force-raw=on",
                "-append", $"console=ttyAMA0 {name}",
                "-x", name, "last one", "",
            ],
            words);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories), static path =>
            path.EndsWith("/pwned", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  a  b\tc ", new[] { "a", "b", "c" })]
    [InlineData("\"a b\" c", new[] { "a b", "c" })]
    [InlineData("a\"b c\"d", new[] { "ab cd" })]
    [InlineData("\"\" x", new[] { "", "x" })]
    [InlineData("a\\b \\\"c\\\"", new[] { "a\\b", "\"c\"" })]
    [InlineData("\"a\\\\\" b", new[] { "a\\", "b" })]
    [InlineData("\"unclosed here", new[] { "unclosed here" })]
    public void ACommandLineIsDividedAsDotNetDoes(string text, string[] words) => Assert.Equal(words, CommandLineWords.Split(text));

    [Theory]
    [MemberData(nameof(Names))]
    [InlineData("ends with a backslash\\")]
    [InlineData("a\\\\\"b")]
    public void AQuotedWordIsOneWord(string name) => Assert.Equal([name, "x"], CommandLineWords.Split($"{CommandLineWords.Quote(name)} x"));

    private static string MessageOf(Action action)
    {
        InputFileException exception = Assert.Throws<InputFileException>(action);
        return $"{exception.Diagnostic.Code}: {exception.Diagnostic.Message}";
    }

    private static void WriteZeros(string path, long length)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        byte[] zeros = new byte[1 << 20];
        for (long left = length; left > 0; left -= zeros.Length)
        {
            gzip.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, left)));
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
