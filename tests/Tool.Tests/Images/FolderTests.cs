using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Images;

/// <summary>What images get of a folder that plain files do not have.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    /// <remarks>Images of Buildroot and Yocto are made so: only fakeroot knows which files are devices, and who owns them.</remarks>
    [ToolFact("fakeroot", "mknod")]
    public void TakesDevicesAndOwnersThatFakerootAnswers()
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "partition.dll");
        NativeTool.Run("fakeroot", _work.Folder, "sh", "-c", $"""
            set -e
            mkdir -p root/dev
            mknod root/dev/null c 1 3
            mknod root/dev/sda b 8 300
            echo text > root/file
            chown 5:6 root/file
            chmod 640 root/file
            ln root/file root/same
            dotnet '{tool}' mkext2 -b 200 -d root root.img
            """).Succeeded();
        using Stream image = File.OpenRead(_work.PathOf("root.img"));
        Ext2Entry[] entries = [.. Ext2Reader.Open(image).Reader!.List().Entries];
        Assert.Equal((FileEntryKind.CharacterDevice, 1u, 3u), DeviceOf("/dev/null"));
        Assert.Equal((FileEntryKind.BlockDevice, 8u, 300u), DeviceOf("/dev/sda"));
        Ext2Entry file = Array.Find(entries, static entry => entry.Path == "/file")!;
        Assert.Equal((0x1A0, 5u, 6u, 5), (file.Mode, file.UserId, file.GroupId, (int)file.Size));

        (FileEntryKind, uint, uint) DeviceOf(string path)
        {
            Ext2Entry entry = Array.Find(entries, entry => entry.Path == path)!;
            return (entry.Kind, entry.DeviceMajor, entry.DeviceMinor);
        }
    }

    /// <remarks>Only root may give a file capabilities; others are root in a user namespace of their own.</remarks>
    [ToolFact("setcap", "unshare")]
    public void NamesAFileThatLosesItsCapabilities()
    {
        Directory.CreateDirectory(_work.PathOf("root"));
        _work.Write("root/plain", "1");
        _work.Write("root/ping", "2");
        _work.Write("root/data", "3");
        NativeTool.Run("chmod", _work.Folder, "755", "root/ping").Succeeded();
        foreach (string file in (string[])["root/ping", "root/data"])
        {
            if (NativeTool.Run("setcap", _work.Folder, "cap_net_raw+ep", file).ExitCode != 0)
            {
                NativeTool.Run("unshare", _work.Folder, "-r", "setcap", "cap_net_raw+ep", file).Succeeded();
            }
        }

        foreach (string command in (string[])["mkext2", "cpio"])
        {
            Outcome outcome = Workspace.Run(
                [command, .. command == "mkext2" ? (string[])["-b", "200"] : [], "-d", _work.PathOf("root"), _work.PathOf("root.img")]);
            Assert.Equal(0, outcome.ExitCode);
            Assert.Contains("HV4015: '/ping' has capabilities ", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("/plain", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("/data", outcome.Error, StringComparison.Ordinal); // What cannot be executed has no use for them.
        }
    }
}
