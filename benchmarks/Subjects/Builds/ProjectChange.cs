namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>A change of the sample's project file.</summary>
/// <param name="What">What changes, for people.</param>
/// <param name="From">A text that is in the file once.</param>
/// <param name="To">What stands there after the change; the next change takes it back.</param>
/// <param name="Stages">What a build is to run after it, as <see cref="RanStages"/> says it.</param>
internal sealed record ProjectChange(string What, string From, string To, string Stages)
{
    /// <summary>Makes the change in a copy of the sample, or takes it back where it is made already.</summary>
    public void Make(string board)
    {
        string file = Path.Combine(board, SampleBoard.Project);
        string text = File.ReadAllText(file);
        (string from, string to) = text.Contains(To, StringComparison.Ordinal) ? (To, From) : (From, To);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
