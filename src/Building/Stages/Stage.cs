using System.Collections.Immutable;

namespace Partition.Building.Stages;

/// <summary>Runs the parts of a stage that have something to do, and reports again what the others warned about.</summary>
/// <param name="session">The build.</param>
/// <param name="name">The stage's name in logs, such as <c>PackDiskImage</c>.</param>
internal sealed class Stage(BuildSession session, string name)
{
    private readonly List<string> _written = [];

    /// <summary>Whether this run of the stage had something to make.</summary>
    public bool HasMade { get; private set; }

    /// <summary>All files that the stage has written in this build or an earlier one, records included.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Makes something, unless its record says that it is made.</summary>
    /// <param name="what">What is made, for logs.</param>
    /// <param name="recordFile">The file of its record, relative to the project's directory.</param>
    /// <param name="request">Everything that decides what is made, but for the contents of files.</param>
    /// <param name="make">Makes it; reported errors make it fail.</param>
    /// <returns>The record; <see langword="null"/> when there were errors, which leave the record of an earlier build.</returns>
    public StageRecord? Run(string what, string recordFile, object request, Action<StageWork> make)
    {
        string digest = StageDigest.Of(request, session.SdkIdentity);
        if (Find(recordFile, digest) is { } record)
        {
            return Keep(what, recordFile, record);
        }

        SayMaking(what);
        return Make(recordFile, digest, make);
    }

    /// <summary>Finds the record of something that need not be made again.</summary>
    /// <returns>The record, or <see langword="null"/>.</returns>
    public StageRecord? Find(string recordFile, string digest) =>
        StageRecord.TryRead(session.Root(recordFile)) is { } record && record.Holds(digest, session.Root) ? record : null;

    /// <summary>Makes something and records that.</summary>
    /// <returns>The record; <see langword="null"/> when there were errors.</returns>
    public StageRecord? Make(string recordFile, string digest, Action<StageWork> make)
    {
        HasMade = true;
        int errors = session.ErrorCount;
        session.TakeWarnings();
        var work = new StageWork(session.Root);
        make(work);
        ImmutableArray<RecordedWarning> warnings = [.. RecordedWarning.Of(session.TakeWarnings(), session.Root)];
        _written.Add(recordFile);
        _written.AddRange(work.Written);
        if (session.ErrorCount != errors)
        {
            return null;
        }

        StageRecord record = work.ToRecord(digest, warnings);
        record.Write(session.Root(recordFile));
        return record;
    }

    /// <summary>
    /// Leaves something as it is, and reports the warnings of its run again, since they hold until their causes are gone.
    /// </summary>
    /// <returns>The record.</returns>
    public StageRecord Keep(string what, string recordFile, StageRecord record)
    {
        session.Say(Importance.Detailed, $"{name}: {what} is up to date");
        session.Report(RecordedWarning.Restore(record.Warnings, session.Root));
        _written.Add(recordFile);
        _written.AddRange(record.Written.Select(static file => file.Path));
        return record;
    }

    /// <summary>Says that something is made.</summary>
    public void SayMaking(string what) => session.SayMaking(name, what);
}
