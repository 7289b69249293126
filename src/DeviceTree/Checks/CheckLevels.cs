namespace Partition.DeviceTree.Checks;

/// <summary>The level of each check. Warnings and errors are switched apart from each other, as in dtc.</summary>
internal sealed class CheckLevels
{
    private readonly HashSet<TreeCheck> _warnings = [];
    private readonly HashSet<TreeCheck> _errors = [];

    /// <summary>Whether warnings are not shown, so that checks that can only warn need not run.</summary>
    public bool HidesWarnings { get; init; }

    /// <summary>Makes the levels of a profile.</summary>
    public CheckLevels(CheckProfile profile)
    {
        _errors.UnionWith(CheckCatalogue.All.Where(static check => check.Level == CheckLevel.Error));
        if (profile != CheckProfile.None)
        {
            _warnings.UnionWith(CheckCatalogue.All.Where(static check => check.Level == CheckLevel.Warning));
        }

        foreach (string name in SwitchedBy(profile))
        {
            if (profile == CheckProfile.Kernel)
            {
                Lower(CheckCatalogue.Find(name)!, isError: false);
            }
            else
            {
                Raise(CheckCatalogue.Find(name)!, isError: false);
            }
        }
    }

    private static IEnumerable<string> SwitchedBy(CheckProfile profile) => profile switch
    {
        // Linux 6.1, scripts/Makefile.lib; graph_child_address stands there too, which newer releases of dtc do not have.
        CheckProfile.Kernel =>
        [
            "interrupt_provider",
            "unit_address_vs_reg",
            "avoid_unnecessary_addr_size",
            "alias_paths",
            "simple_bus_reg",
            "unique_unit_address",
        ],
        CheckProfile.Strict => CheckCatalogue.All
            .Where(static check => check.Level == CheckLevel.Off && check.Name != "always_fail").Select(static check => check.Name),
        _ => [],
    };

    /// <summary>The level of a check.</summary>
    public CheckLevel Of(TreeCheck check) =>
        _errors.Contains(check) ? CheckLevel.Error : _warnings.Contains(check) ? CheckLevel.Warning : CheckLevel.Off;

    /// <summary>The level of a check that exists.</summary>
    public CheckLevel Of(string name) => Of(CheckCatalogue.Find(name)!);

    /// <summary>Switches a check on, and what it builds on.</summary>
    public void Raise(TreeCheck check, bool isError)
    {
        if ((isError ? _errors : _warnings).Add(check))
        {
            foreach (string name in check.Prerequisites)
            {
                Raise(CheckCatalogue.Find(name)!, isError);
            }
        }
    }

    /// <summary>Switches a check off, and what builds on it.</summary>
    public void Lower(TreeCheck check, bool isError)
    {
        if ((isError ? _errors : _warnings).Remove(check))
        {
            foreach (TreeCheck dependant in CheckCatalogue.All.Where(other => other.Prerequisites.Contains(check.Name)))
            {
                Lower(dependant, isError);
            }
        }
    }
}
