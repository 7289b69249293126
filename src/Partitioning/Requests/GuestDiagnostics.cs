using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Requests;

/// <summary>What can be wrong with what a project says of a guest.</summary>
internal static class GuestDiagnostics
{
    public static Diagnostic InvalidSize(
        SourceSpan at, string guest, string field, string text, string? proposal = null) => Diagnostic.Error("HV2001", at,
        proposal is not null
            ? $"{field} of guest '{guest}' is '{text}', which is {text} bytes. Did you mean '{proposal}'?"
            : $"{field} of guest '{guest}' is '{text}', which is not a size. Write a number of bytes, decimal or with 0x, or one with K, "
                + "M or G: 96M.");

    public static Diagnostic InvalidCpus(SourceSpan at, string guest, string text) => Diagnostic.Error("HV2002", at,
        $"Cpus of guest '{guest}' is '{text}'. Write a whole number from 1.");

    public static Diagnostic InvalidGuestName(SourceSpan at, string name, bool isPart) => Diagnostic.Error("HV2003", at,
        $"'{name}' cannot be a guest's name. Use 1 to 31 letters, digits, '-' and '_'; no '-' comes first, and no name that Windows "
        + "keeps for a device, such as con or com1."
        + (isPart ? " In Include, ';' separates two guests, also between quotes." : ""));

    public static Diagnostic DuplicateGuest(SourceSpan at, string name) => Diagnostic.Error("HV2004", at,
        $"There is another guest of the name '{name}'; upper and lower case do not matter. Give each guest a name of its own.");

    public static Diagnostic InvalidAccess(SourceSpan at, string device, string text) => Diagnostic.Error("HV2005", at,
        $"Access of device '{device}' is '{text}'. Write Passthrough, Emulated, Stub, Shared or Frozen.");

    public static Diagnostic InvalidOthers(SourceSpan at, string suppliers, string text) => Diagnostic.Error("HV2093", at,
        $"Others of the SupplierPolicy of '{suppliers}' is '{text}'. Write Frozen or Shared.");

    public static Diagnostic UnknownGuest(SourceSpan at, string device, string guest, string? nearest) => Diagnostic.Error("HV2006", at,
        guest.Length == 0
            ? $"It is not said for which guest device '{device}' is refined. Write Guest."
            : $"Device '{device}' is meant for guest '{guest}', and there is no such guest.{Suggestion(nearest)}");

    public static Diagnostic InvalidAffinity(SourceSpan at, string guest, string text) => Diagnostic.Error("HV2007", at,
        $"CpuAffinity of guest '{guest}' is '{text}'. Write numbers of CPUs, counted from 0, and ranges of them: 0,2-3.");

    public static Diagnostic InvalidSwitch(SourceSpan at, string guest, string field, string text) => Diagnostic.Error("HV2008", at,
        $"{field} of guest '{guest}' is '{text}'. Write true or false.");

    public static Diagnostic InvalidEnable(SourceSpan at, string device, string text) => Diagnostic.Error("HV2058", at,
        $"Enable of device '{device}' is '{text}'. Write true or false.");

    public static Diagnostic InvalidRate(
        SourceSpan at, string device, string text, string metadatum = GuestDeviceMetadata.ClockFrequency) => Diagnostic.Error(
        "HV2009", at,
        $"{metadatum} of '{device}' is {(text.Length == 0 ? "missing" : $"'{text}'")}. "
        + "Write a whole number of hertz from 1 to 4294967295.");

    public static Diagnostic InvalidNumber(SourceSpan at, string guest, string field, string text, int most) => Diagnostic.Error(
        "HV2015", at,
        $"{field} of guest '{guest}' is '{text}'. Write a whole number from 0 to {most}.");

    public static Diagnostic InvalidDuration(SourceSpan at, string guest, string field, string text) => Diagnostic.Error("HV2016", at,
        $"{field} of guest '{guest}' is '{text}'. Write a time with its unit, ns, us, ms or s, up to 10s: 10ms.");

    public static Diagnostic InvalidVirtualKind(SourceSpan at, string name, string text, IEnumerable<string> kinds) => Diagnostic.Error(
        "HV2017", at,
        $"Type of virtual device '{name}' is {(text.Length == 0 ? "missing" : $"'{text}'")}. Write one of: {string.Join(", ", kinds)}.");

    public static Diagnostic InvalidVirtualName(SourceSpan at, string name) => Diagnostic.Error("HV2018", at,
        $"'{name}' cannot be the name of a virtual device. Use 1 to 31 letters, digits, '-' and '_'.");

    public static Diagnostic CpuNotOnBoard(SourceSpan at, string guest, int cpu, int available) => Diagnostic.Error("HV2044", at,
        $"CpuAffinity of guest '{guest}' names CPU {cpu}, and the board has CPUs 0 to {available - 1}.");

    /// <summary>The board has no RAM to divide.</summary>
    /// <param name="at">The node that must give the range, or the root.</param>
    /// <param name="remedy">What to write, or what is wrong with the range that is written.</param>
    public static Diagnostic NoMemoryOnBoard(SourceSpan at, string remedy) => Diagnostic.Error("HV2040", at,
        $"The board's tree gives no range of RAM, so there is none for guests. {remedy}");

    public static Diagnostic MemoryExceedsBoard(SourceSpan at, string guests, ByteSize wanted, ByteSize available) => Diagnostic.Error(
        "HV2041", at,
        $"{guests} {wanted} of RAM, and the board has {available}. Lower Memory.");

    public static Diagnostic TooManyCpus(SourceSpan at, string guest, int wanted, Board board) => Diagnostic.Error("HV2042", at,
        (available: board.Cpus.Length, disabled: board.DisabledCpus.Length) switch
        {
            (0, 0) => $"Guest '{guest}' wants a CPU, and the board's tree has none. "
                + "Describe them in a node /cpus, each with device_type = \"cpu\".",
            (int available, 0) => $"Guest '{guest}' wants {wanted} CPUs, and the board has {available}. Lower Cpus.",
            (int available, int disabled) =>
                $"Guest '{guest}' wants {Count(wanted, "CPU")}, and the board has {available} that can be used; "
                + $"the status of {disabled} more is not okay. Lower Cpus, or enable them in the board's tree.",
        });

    public static Diagnostic MemoryOutOfReach(SourceSpan at, string guest, AddressRange memory, int addressCells, int sizeCells) =>
        Diagnostic.Error("HV2043", at,
            $"RAM of guest '{guest}' at {memory} does not fit the board's tree, whose root has {Count(addressCells, "address cell")} and "
            + $"{Count(sizeCells, "size cell")}. Lower MemoryBase or Memory.");

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";

    private static string Suggestion(string? nearest) => nearest is null ? "" : $" Did you mean '{nearest}'?";
}
