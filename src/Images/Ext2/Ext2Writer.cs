using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Writes a plan as an ext2 file system: revision 1, the features 'filetype' and 'sparse_super', and 'large_file' when
/// there is a file of 2 GiB.</summary>
/// <remarks>
/// <para>Everything is planned first; then the image is written once, from its beginning to its end, in memory that does not depend on the
/// lengths of files. Blocks of pointers are always there, because Xvisor cannot read files without them.</para>
/// <para>The same plan gives the same bytes. <c>e2fsck -fn</c> finds nothing.</para>
/// </remarks>
public static class Ext2Writer
{
    /// <summary>Writes an image.</summary>
    /// <param name="tree">The plan; with errors in it, nothing is written.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="output">Written from where it stands and left at the image's end; it stays open. When it can seek, it is cut off first
    /// and runs of zeros are passed over, which leaves a sparse file.</param>
    /// <param name="progress">Called after each mebibyte or so, on the calling thread.</param>
    /// <param name="cancellation">Asked as often.</param>
    /// <returns>What was found. After HV4010 or HV4011 what was written is of no use; all other errors come before anything is
    /// written.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was written is of no use.</exception>
    public static Ext2WriteResult Write(
        FileTree tree, Ext2Options options, Stream output, Action<ImageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(tree.Diagnostics);
        Ext2Plan? plan = diagnostics.HasErrors ? null : new Ext2Planner(tree, options, diagnostics, cancellation).Make();
        if (plan is null)
        {
            return new Ext2WriteResult { Diagnostics = diagnostics.ToImmutable() };
        }

        var sparse = new SparseOutput(output);
        new Ext2ImageWriter(plan, sparse, diagnostics).Write(() =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(new ImageProgress(sparse.Position, plan.Length));
        });

        return new Ext2WriteResult
        {
            Diagnostics = diagnostics.ToImmutable(),
            Length = plan.Length,
            BlockSize = plan.Geometry.BlockSize,
            BlockCount = plan.Geometry.BlockCount,
            FreeBlocks = plan.Geometry.DataBlocks - plan.UsedBlocks,
            InodeCount = plan.Geometry.InodeCount,
            FreeInodes = plan.Geometry.InodeCount - plan.LastInode,
            Uuid = plan.Uuid,
        };
    }
}
