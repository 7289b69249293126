using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>Scripts that say which words of a kernel to replace, in the form that Xvisor v0.3.0's <c>elf2cpatch.py</c> prints and its
/// <c>cpatch32</c> obeys.</summary>
/// <remarks>
/// <para>A script is lines of at most 256 bytes. Blanks around a line and around the parts between its commas do not count:</para>
/// <list type="table">
/// <item><term><c>section,NAME</c></term><description>The words that follow lie in the first section of this name.</description></item>
/// <item><term><c>write32,0xADDRESS,0xWORD</c></term><description>The word at this virtual address becomes this one. Both numbers are
/// hexadecimal, with or without <c>0x</c>. Of several writes to one word the last one counts.</description></item>
/// <item><term><c># …</c></term><description>A comment.</description></item>
/// </list>
/// </remarks>
public static class PatchScript
{
    /// <summary>Writes the script that replaces the words of a kernel.</summary>
    /// <param name="elf">The stream that was given to <see cref="KernelPatcher.Patch"/>; readable and seekable. It stays open.</param>
    /// <param name="patches">A result without errors.</param>
    /// <param name="output">Receives ASCII text with line feeds, strictly forward from where it stands. It stays open.</param>
    /// <returns>Nothing, or HV3001 to HV3005 and HV3016 for what is no linked ARM kernel, or HV3036 when a section with replaced words has
    /// no name that a script can hold. With an error nothing is written.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek, or the result holds errors.</exception>
    public static ImmutableArray<Diagnostic> Write(Stream elf, KernelPatchResult patches, Stream output)
    {
        ArgumentNullException.ThrowIfNull(patches);
        ArgumentNullException.ThrowIfNull(output);
        if (!patches.Succeeded)
        {
            throw new ArgumentException("The patching failed; there is nothing to write.", nameof(patches));
        }

        var diagnostics = new DiagnosticBag();
        if (KernelPatcher.ReadKernel(elf, diagnostics) is { } file)
        {
            new PatchScriptWriter(file, output).Write(patches.Patches, diagnostics);
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>Finds out what a script replaces in a kernel. Nothing is written: pass the result to <see cref="FlatImage.Write"/> or to
    /// <see cref="KernelPatcher.WriteElf"/>.</summary>
    /// <param name="elf">The linked kernel; readable and seekable. It stays open.</param>
    /// <param name="script">The script, read from where it stands to its end. It stays open.</param>
    /// <returns>The words to replace, each with the class of the instruction that it was, or errors: HV3001 to HV3005 and HV3016 for what
    /// is no linked ARM kernel, HV3031 to HV3037 for the script; those carry a line.</returns>
    /// <exception cref="ArgumentException">The stream of the kernel cannot seek.</exception>
    public static KernelPatchResult Apply(Stream elf, Stream script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var diagnostics = new DiagnosticBag();
        return KernelPatcher.ReadKernel(elf, diagnostics) is { } file
            ? new PatchScriptRun(file, diagnostics).Run(new PatchScriptLines(script))
            : new KernelPatchResult { Diagnostics = diagnostics.ToImmutable() };
    }
}
