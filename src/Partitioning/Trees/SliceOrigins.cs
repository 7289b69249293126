using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Trees;

/// <summary>Says of each node of a guest's tree where it came from, for the comments of its text.</summary>
internal static class SliceOrigins
{
    /// <summary>Makes what gives the comment of a node.</summary>
    /// <param name="plan">The guest's plan.</param>
    /// <returns>
    /// For a node of the tree that <see cref="OperatingSystemTree"/> cuts: the need that brought it, and the line of the board's source
    /// (<c>needed by uart1 -> clocks -> clk; board.dts(12,3)</c>), in ASCII; <see langword="null"/> where there is nothing to say.
    /// </returns>
    public static Func<DeviceTreeNode, string?> Of(GuestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DeviceTreeNode node in plan.KeptNodes)
        {
            string[] parts =
            [
                plan.Frozen.Contains(node) ? $"stands for {node.Path}" : "",
                NeedStep.Describe(plan.Board, plan.WhyKept(node)) is { Length: > 0 } why
                    ? $"needed by {why.Replace("→", "->", StringComparison.Ordinal)}"
                    : "",
                Place(node.Span),
            ];
            comments[KeyOf(node)] = string.Join("; ", parts.Where(static part => part.Length > 0));
        }

        return node => comments.GetValueOrDefault(KeyOf(node), Place(node.Span));
    }

    /// <summary>What a node and its copy have in common: the place in the source, or the path where there is none.</summary>
    private static string KeyOf(DeviceTreeNode node) => node.Span.HasFile ? node.Span.ToString() : node.Path;

    private static string Place(SourceSpan span) => span.HasFile
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.Path}({span.StartLine},{span.StartColumn})")
        : "";
}
