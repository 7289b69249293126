using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes a tree as a device tree source.</summary>
public static class DeviceTreeText
{
    /// <summary>
    /// Writes a tree. A compiler makes the same bytes of the text as <see cref="DeviceTreeBlob.Write"/> makes of the tree.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Values keep the types of their source. Where a value has none, because it was read from a DTB, they are guessed as dtc
    /// does: strings if all of it is printable and ends in NUL, else cells if the length is a multiple of four, else bytes.
    /// A reference is written as one when the node it names is there and the value agrees; otherwise as the number or the string.
    /// </para>
    /// <para>
    /// The text is ASCII; other bytes in strings are escaped. Lines end in LF. Two things have no words in the language: the
    /// header's boot CPU, and a property <c>name</c> that repeats the name of its node. A compiled overlay is written with its
    /// fixups as plain nodes, and so without <c>/plugin/</c>, which would make them again.
    /// </para>
    /// </remarks>
    /// <param name="document">The tree.</param>
    /// <param name="writer">Takes the text; it is neither flushed nor closed.</param>
    /// <param name="options">How the text looks; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> or <paramref name="writer"/> is
    /// <see langword="null"/>.</exception>
    public static void Write(DeviceTreeDocument document, TextWriter writer, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(writer);
        options ??= TextOptions.Default;
        if (options.Style == TextStyle.Dtc)
        {
            new DtcWriter(document, writer).Write();
        }
        else
        {
            new SourceWriter(document, writer, options.Comment).Write();
        }
    }

    /// <summary>
    /// Writes the tree of a source as YAML, for schemas that check device trees (<c>dtc -O yaml</c>): the types of its values are kept.
    /// </summary>
    /// <param name="document">The tree; a value without types is written as bytes.</param>
    /// <param name="writer">Takes the text; it is neither flushed nor closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> or <paramref name="writer"/> is
    /// <see langword="null"/>.</exception>
    public static void WriteYaml(DeviceTreeDocument document, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(writer);
        new YamlWriter(writer).Write(document.Root);
    }
}
