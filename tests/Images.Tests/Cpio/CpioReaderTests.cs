using System.Text;
using Partition.Images.Cpio;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Cpio;

public class CpioReaderTests
{
    private static readonly byte[] Good = MakeGood();

    [Fact]
    public void AnArchiveWithoutTrailerIsReported() =>
        Reports(Good[..116], 1, "error HV4215: The archive ends at byte 0x74 without the record 'TRAILER!!!'. It is cut short: build or "
            + "copy it again.");

    [Fact]
    public void AnEmptyArchiveHasNoTrailer() =>
        Reports([], 0, "error HV4215: The archive ends at byte 0x0 without the record 'TRAILER!!!'. It is cut short: build or "
            + "copy it again.");

    [Fact]
    public void BytesThatAreNoRecordAreReportedWithTheirPlace() =>
        Reports(Edit(116, "070707"), 1, "error HV4211: There is no newc record (070701) at byte 0x74. The file is no cpio archive, is of "
            + "another cpio format, is compressed, or is damaged before this place.");

    [Fact]
    public void AFieldThatIsNoNumberIsNamed() =>
        Reports(Edit(14, "0000 1ED"), 0, "error HV4213: The field 'mode' at byte 0xe is not made of 8 hexadecimal digits. The archive is "
            + "damaged: build or copy it again.");

    [Fact]
    public void AContentThatGoesOnAfterTheEndIsReported() =>
        Reports(Edit(54, "0000FFFF"), 0, "error HV4212: The archive is cut short: the record at byte 0x0 goes on after its end at 0x200. "
            + "Build or copy it again.");

    [Fact]
    public void ANameWithoutLengthIsReported() =>
        Reports(Edit(94, "00000000"), 0, "error HV4214: The record at byte 0x0 has a name of 0 bytes, or one that does not end with its "
            + "only NUL; 1 to 4096 bytes with a NUL at the end are right. The archive is damaged: build or copy it again.");

    [Fact]
    public void AnArchiveCutAtAnyByteIsReported()
    {
        for (int length = 0; length < 232; length++)
        {
            Assert.NotEmpty(CpioReader.Read(new MemoryStream(Good[..length])).Diagnostics);
        }
    }

    [Fact]
    public void NoMutationThrows()
    {
        var output = new MemoryStream();
        CpioWriter.Write(Trees.EveryKind(), new CpioOptions(), output);
        Mutations.Run(output.ToArray(), 3000, seed: 11, stream => CpioReader.Read(stream));
    }

    [Fact]
    public void AStreamThatCannotSeekIsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => CpioReader.Read(new PatternContent(5).OpenRead()));

    private static byte[] MakeGood()
    {
        var tree = new FileTree();
        tree.AddDirectory("/bin");
        var output = new MemoryStream();
        CpioWriter.Write(tree, new CpioOptions(), output);
        return output.ToArray();
    }

    private static byte[] Edit(int offset, string text)
    {
        byte[] bytes = [.. Good];
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(offset));
        return bytes;
    }

    private static void Reports(byte[] archive, int entries, string expected)
    {
        CpioReadResult read = CpioReader.Read(new MemoryStream(archive));
        Assert.Equal(expected, string.Join('\n', read.Diagnostics));
        Assert.Equal(entries, read.Entries.Length);
    }
}
