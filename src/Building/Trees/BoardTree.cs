using Partition.Building.Stages;

namespace Partition.Building.Trees;

/// <summary>The board's tree, which is compiled once in a build: the stage that writes its blob leaves it to the one that plans.</summary>
internal static class BoardTree
{
    /// <summary>Keeps the board's compiled tree for later stages of this build.</summary>
    public static void Keep(BuildSession session, string source, TreeOptions options, CompiledTree tree) =>
        session.Remember(KeyOf(session, source, options), tree);

    /// <summary>Finds the board's compiled tree, or compiles it where the stage that did ran in another build or process.</summary>
    /// <returns>The tree, or <see langword="null"/> when it has errors; those are reported.</returns>
    public static CompiledTree? Find(BuildSession session, string source, TreeOptions options)
    {
        if (session.Recall(KeyOf(session, source, options)) is CompiledTree tree)
        {
            return tree;
        }

        // Warnings are those of the stage that writes the blob, which reports them in every build.
        var settings = new TreeSettings("HostDeviceTree", session.SpanOfProperty("HostDeviceTree")) { ErrorsOnly = true };
        tree = TreeCompiler.Compile(session, source, options, settings)!;
        if (tree is not null)
        {
            Keep(session, source, options, tree);
        }

        return tree;
    }

    private static string KeyOf(BuildSession session, string source, TreeOptions options) =>
        $"board tree {session.Root(source)} {StageDigest.Of(options, session.SdkIdentity)}";
}
