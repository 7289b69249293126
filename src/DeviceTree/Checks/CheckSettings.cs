using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>Which checks are made, and what comes of what they find: a profile, and switches of single checks. Immutable.</summary>
/// <remarks>
/// The switches are those of dtc, in the order in which they are given:
/// <list type="table">
/// <item><term><c>-W name</c></term><description><see cref="WithWarning"/>: the check and all that it builds on warn</description></item>
/// <item><term><c>-W no-name</c></term><description><see cref="WithWarning"/>: the check and all that build on it warn no
/// more</description></item>
/// <item><term><c>-E name</c></term><description><see cref="WithError"/>: the check and all that it builds on give
/// errors</description></item>
/// <item><term><c>-E no-name</c></term><description><see cref="WithError"/>: the check and all that build on it give no
/// errors</description></item>
/// </list>
/// A check that gives both gives errors. A name that no check has is reported as an information (HV1400) and does nothing.
/// </remarks>
public sealed class CheckSettings
{
    private readonly ImmutableArray<CheckSwitch> _switches;

    private readonly bool _hidesWarnings;

    private CheckSettings(CheckProfile profile, ImmutableArray<CheckSwitch> switches, bool hidesWarnings = false) =>
        (Profile, _switches, _hidesWarnings) = (profile, switches, hidesWarnings);

    /// <summary>Only errors.</summary>
    public static CheckSettings None { get; } = new(CheckProfile.None, []);

    /// <summary>The levels of dtc, and typed references.</summary>
    public static CheckSettings Default { get; } = new(CheckProfile.Default, []);

    /// <summary>What Linux 6.1 warns of.</summary>
    public static CheckSettings Kernel { get; } = new(CheckProfile.Kernel, []);

    /// <summary>All checks.</summary>
    public static CheckSettings Strict { get; } = new(CheckProfile.Strict, []);

    /// <summary>The names of all checks, in the order in which they are made: those of dtc, then those that only exist here.</summary>
    public static ImmutableArray<string> Names { get; } = [.. CheckCatalogue.All.Select(static check => check.Name)];

    /// <summary>The last of <see cref="Names"/>: the checks that dtc does not have.</summary>
    public static ImmutableArray<string> NamesUnknownToDtc { get; } = [.. CheckCatalogue.OwnOnly.Select(static check => check.Name)];

    /// <summary>The profile that the switches begin with.</summary>
    public CheckProfile Profile { get; }

    /// <summary>The settings of a profile, without switches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such profile.</exception>
    public static CheckSettings Of(CheckProfile profile) => profile switch
    {
        CheckProfile.None => None,
        CheckProfile.Default => Default,
        CheckProfile.Kernel => Kernel,
        CheckProfile.Strict => Strict,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>These settings with one more switch, as <c>dtc -W</c> takes it.</summary>
    /// <param name="name">The name of a check; behind <c>no-</c> or <c>no_</c> to switch it off.</param>
    public CheckSettings WithWarning(string name) => With(name, isError: false);

    /// <summary>These settings with one more switch, as <c>dtc -E</c> takes it.</summary>
    /// <param name="name">The name of a check; behind <c>no-</c> or <c>no_</c> to switch it off.</param>
    public CheckSettings WithError(string name) => With(name, isError: true);

    /// <summary>These settings for a caller that shows no warnings: errors are the same, warnings of checks are not reported, and checks
    /// that cannot lead to an error are not made.</summary>
    public CheckSettings WithoutWarnings() => new(Profile, _switches, hidesWarnings: true);

    /// <summary>The level that a check has with these settings.</summary>
    /// <param name="name">The name of a check; an unknown one is off.</param>
    public CheckLevel LevelOf(string name) =>
        CheckCatalogue.Find(name) is TreeCheck check ? Resolve(static _ => { }).Of(check) : CheckLevel.Off;

    /// <summary>The level of each check.</summary>
    /// <param name="report">Takes a note for each name that no check has.</param>
    internal CheckLevels Resolve(Action<Diagnostic> report)
    {
        var levels = new CheckLevels(Profile) { HidesWarnings = _hidesWarnings };
        foreach (CheckSwitch item in _switches)
        {
            if (CheckCatalogue.Find(item.Name) is not TreeCheck check)
            {
                report(CheckDiagnostics.UnknownCheck(item.Name));
            }
            else if (item.IsOn)
            {
                levels.Raise(check, item.IsError);
            }
            else
            {
                levels.Lower(check, item.IsError);
            }
        }

        return levels;
    }

    private CheckSettings With(string name, bool isError)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(Profile, _switches.Add(CheckSwitch.Parse(name, isError)), _hidesWarnings);
    }
}
