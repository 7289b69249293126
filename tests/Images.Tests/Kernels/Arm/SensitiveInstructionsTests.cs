using System.Globalization;
using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class SensitiveInstructionsTests
{
    private static readonly (uint In, uint Out, bool Patched, string Text)[] Vectors = ReadVectors();

    [Fact]
    public void EveryRecordedWordIsEncodedAsTheReferenceToolsDo()
    {
        Assert.Equal(539, Vectors.Length);
        foreach ((uint word, uint expected, bool patched, string text) in Vectors)
        {
            bool encoded = SensitiveInstructions.TryEncode(word, out uint actual, out InstructionClass kind);
            Assert.True(actual == expected, $"{word:x8} ({text}) became {actual:x8} instead of {expected:x8}");
            Assert.True(encoded == patched || word == expected, $"{word:x8} ({text}): {kind}");
            Assert.Equal(encoded, kind != InstructionClass.None);
        }
    }

    [Fact]
    public void EveryClassOccursAmongTheRecordedWords()
    {
        var found = Vectors.Select(v => Classify(v.In)).ToHashSet();
        Assert.Equal(Enum.GetValues<InstructionClass>().ToHashSet(), found);
    }

    [Fact]
    public void TheFirstLookAtAWordMissesNone()
    {
        var random = new Random(1);
        for (int i = 0; i < 2_000_000; i++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            if (!SensitiveInstructions.MayMatter(word))
            {
                Assert.False(SensitiveInstructions.TryEncode(word, out _, out _), $"{word:x8}");
                Assert.False(SensitiveInstructions.IsLeftBehind(word, out _), $"{word:x8}");
            }
        }

        Assert.All(Vectors.Where(v => v.In != v.Out), v => Assert.True(SensitiveInstructions.MayMatter(v.In), $"{v.In:x8}"));
    }

    [Fact]
    public void MostWordsAreSettledByTheFirstLook()
    {
        int interesting = Enumerable.Range(0, 256).Count(i => SensitiveInstructions.MayMatter(0xE0000000u | (uint)i << 20));
        Assert.InRange(interesting, 1, 128);
    }

    [Theory]
    [InlineData(0x010F0000u, InstructionClass.Mrs)]            // mrseq r0, cpsr
    [InlineData(0x1129F005u, InstructionClass.MsrRegister)]    // msrne cpsr_fc, r5
    [InlineData(0x0321F0D3u, InstructionClass.MsrImmediate)]   // msreq cpsr_c, #211
    [InlineData(0x08D07FFFu, InstructionClass.LdmUser)]        // ldmeq r0, {...}^
    [InlineData(0x01B0F00Eu, InstructionClass.ReturnRegister)] // movseq pc, lr
    [InlineData(0xE1B0F10Eu, InstructionClass.ReturnRegister)] // lsls pc, lr, #2
    [InlineData(0xE1B0F00Eu, InstructionClass.None)]           // movs pc, lr: it has a hypercall
    [InlineData(0x1F123456u, InstructionClass.None)]           // svcne: it has one, too
    [InlineData(0x0320F000u, InstructionClass.None)]           // nopeq
    [InlineData(0xE1A00000u, InstructionClass.None)]           // mov r0, r0
    public void ASensitiveInstructionWithoutAHypercallIsRecognized(uint word, InstructionClass expected)
    {
        Assert.Equal(expected != InstructionClass.None, SensitiveInstructions.IsLeftBehind(word, out InstructionClass kind));
        Assert.Equal(expected, kind);
    }

    [Fact]
    public void AConditionalFormKeepsItsConditionInTheHypercallWhenThatIsAskedFor()
    {
        var seen = new HashSet<InstructionClass>();
        foreach ((uint word, uint hypercall, bool _, string text) in Vectors.Where(v => v.In >> 28 == 14))
        {
            InstructionClass kind = Classify(word);
            for (uint condition = 0; condition < 14; condition++)
            {
                uint conditional = WithCondition(word, condition);
                bool encoded = SensitiveInstructions.TryEncode(
                    conditional,
                    patchConditional: true,
                    out uint actual,
                    out InstructionClass found);
                uint expected = kind == InstructionClass.Sev ? hypercall : WithCondition(hypercall, condition);
                Assert.True(actual == expected, $"{conditional:x8} ({text} on {condition}) became {actual:x8} instead of {expected:x8}");
                Assert.Equal((kind != InstructionClass.None, kind), (encoded, found));
            }

            if (!SensitiveInstructions.TryEncode(WithCondition(word, 0), out _, out _))
            {
                seen.Add(kind);
            }
        }

        InstructionClass[] onlyOnAlways =
        [
            InstructionClass.None, InstructionClass.Mrs, InstructionClass.MsrImmediate, InstructionClass.MsrRegister,
            InstructionClass.LdmUser, InstructionClass.StmUser, InstructionClass.ReturnImmediate, InstructionClass.ReturnRegister,
        ];
        Assert.Equal(onlyOnAlways, seen.Order());
    }

    [Fact]
    public void UnconditionalWordsAreTheSameWithAndWithoutConditionalOnes()
    {
        foreach ((uint word, uint hypercall, bool _, string text) in Vectors.Where(v => v.In >> 28 >= 14))
        {
            SensitiveInstructions.TryEncode(word, patchConditional: true, out uint actual, out _);
            Assert.True(actual == hypercall, $"{word:x8} ({text}) became {actual:x8}");
        }
    }

    [Fact]
    public void EveryHypercallIsRecognizedAsOne()
    {
        foreach ((uint word, uint hypercall, bool patched, string text) in Vectors.Where(v => v.Patched))
        {
            // A cps that changes nothing would look like a program's own supervisor call.
            bool isExempt = Classify(word) is InstructionClass.Svc or InstructionClass.Sev || (hypercall & 0xFFFFC000) == 0xEF000000;
            Assert.True(isExempt || Hypercalls.IsHypercall(hypercall), $"{word:x8} ({text}) -> {hypercall:x8}");
        }
    }

    [Theory]
    [InlineData(0xEF000000u)] // svc 0, every program's
    [InlineData(0xEF9F0000u)] // svc 0x9f0000, the one of Linux itself
    [InlineData(0xEF900077u)] // svc 0x900077, sigreturn in the old ABI
    [InlineData(0xEFF00005u)] // where other supervisor calls are moved
    [InlineData(0xE1A00000u)] // mov r0, r0
    public void OtherWordsAreNoHypercalls(uint word) => Assert.False(Hypercalls.IsHypercall(word));

    private static uint WithCondition(uint word, uint condition) => (word & 0x0FFFFFFF) | (condition << 28);

    private static InstructionClass Classify(uint word)
    {
        SensitiveInstructions.TryEncode(word, out _, out InstructionClass kind);
        return kind;
    }

    private static (uint, uint, bool, string)[] ReadVectors() =>
    [
        .. Resource.ReadText("kernel-patch-vectors.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(f => (Hex(f[0]), Hex(f[1]), f[2] == "1", f[3])),
    ];

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
