using System.Globalization;
using System.Text.RegularExpressions;
using Partition.Diagnostics;
using Partition.Hypervisors.Consoles;

namespace Partition.Building.Diagnostics;

/// <summary>What a boot test finds.</summary>
internal static partial class BootDiagnostics
{
    private const int ShownLines = 10;

    public static Diagnostic GuestNotUp(
        SourceSpan at,
        string guest,
        BootMarker marker,
        TimeSpan limit,
        string log,
        IEnumerable<string> lines) => Diagnostic.Error("HV0601", at,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Guest '{guest}' did not come up in {limit.TotalSeconds:0.###} s: its console did not show {marker.Description}. ")
        + "If it needs longer, set the property BootTimeout; if something else shows that it is up, the guest's BootMarker. "
        + Console(log, lines));

    public static Diagnostic MachineEnded(
        SourceSpan at,
        string guests,
        int exitCode,
        string errors,
        string log,
        IEnumerable<string> lines) => Diagnostic.Error("HV0602", at,
        string.Create(CultureInfo.InvariantCulture, $"QEMU ended with {exitCode} before {guests} came up. ")
        + (errors.Length == 0 ? "A guest switched the machine off, or started it anew. " : $"It says: {Quote(errors.Split('\n'))}\n")
        + Console(log, lines));

    public static Diagnostic PortInUse(SourceSpan at, string errors) => Diagnostic.Error("HV0603", at,
        "QEMU could not have a port that its arguments ask for: another program listens on it, perhaps another QEMU. "
        + $"End that one, or change the port in QemuArguments. QEMU says: {Quote(errors.Split('\n'))}");

    public static Diagnostic DeviceNotListed(SourceSpan at, string device, string guest, string log, IEnumerable<string> names) =>
        Diagnostic.Error("HV0604", at,
        $"Guest '{guest}' does not list '{device}' on its console. {Listed(names)} See {log}; "
        + "if the guest should have it, look at its Devices and at the drivers of its kernel.");

    public static Diagnostic DeviceListed(SourceSpan at, string device, string guest, string line, string log) => Diagnostic.Error(
        "HV0605", at,
        $"Guest '{guest}' lists '{device}' on its console and must not have it: '{line}'. Take it out of the guest's Devices. See {log}.");

    public static Diagnostic LogsInUse(string project, string directory) => Diagnostic.Error("HV0606", SourceSpan.File(project),
        $"Another boot test of this project is running and writes its logs to '{directory}'. "
        + "Wait for its end, or give this one a folder of its own: --output, --artifacts-path or another configuration.");

    public static Diagnostic InvalidPattern(SourceSpan at, string device, string fault) => Diagnostic.Error("HV0607", at,
        $"The Pattern of '{device}' is no regular expression: {fault} Write it as .NET reads it, "
        + "with a backslash before a character that stands for itself.");

    public static Diagnostic NotHeard(SourceSpan at, string device, string guest, string hypervisor) => Diagnostic.Error("HV0608", at,
        $"Nothing can be said of '{device}': guest '{guest}' is not on the console of this boot. "
        + $"It needs a Kernel and no AutoStart of false; {hypervisor} may show only some guests there.");

    public static Diagnostic QemuNotStarted(string project, string command, string message) => Diagnostic.Error(
        "HV0609", SourceSpan.File(project),
        $"QEMU ('{command}') could not be started: {message}. Set the property QemuCommand to a program that this machine can run.");

    public static Diagnostic GuestFault(SourceSpan at, string guest, string fault, string log, IEnumerable<string> lines) =>
        Diagnostic.Error("HV0610", at,
        $"Guest '{guest}' did not come up: it said '{fault.Trim()}'. {WhyNotExecuted(fault)}" + Console(log, lines));

    /// <summary>What the number means with which Linux says that it could not start a program.</summary>
    /// <remarks>include/uapi/asm-generic/errno-base.h.</remarks>
    private static string WhyNotExecuted(string fault) => ErrorNumber().Match(fault).Groups[1].Value switch
    {
        "2" => "The file is not there, or the program that its first line names is not: a script whose lines end in CR LF names one that "
            + "ends in CR, and a program may need a loader. ",
        "8" => "The file is not a program for this processor, and not a script that begins with #!. ",
        "13" => "The file is not executable. ",
        _ => "Look at its RootFileSystem, at the first line of /init and at its KernelArguments. ",
    };

    [GeneratedRegex(@"\(error -(\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorNumber();

    public static Diagnostic HypervisorFault(SourceSpan at, string hypervisor, IReadOnlyList<string> lines, string log) =>
        Diagnostic.Error("HV0611", at,
        $"{hypervisor} could not do what the partition needs, although it went on: {Quote(lines)}\nSee {log}.");

    public static Diagnostic NoGuests(string project) => Diagnostic.Error("HV0612", SourceSpan.File(project),
        "There is no guest to boot. Add one: <Guest Include=\"guest0\" Devices=\"uart0\" Kernel=\"…\" />; "
        + "'dotnet new hvguest' writes one into guests/.");

    public static Diagnostic NothingTested(string project, string filter, IEnumerable<string> tests) => Diagnostic.Error(
        "HV0613", SourceSpan.File(project),
        (filter.Length > 0 ? $"No test matches the filter '{filter}'. " : "There is nothing to test. ")
        + (string.Join(", ", tests) is { Length: > 0 } list ? $"The tests are: {list}." : ""));

    public static Diagnostic InvalidFilter(string project, string filter, string fault) => Diagnostic.Error(
        "HV0614", SourceSpan.File(project),
        $"The filter '{filter}' cannot be read: {fault}. Write for example 'guest0', 'Guest=guest0' or 'Name~rtc&Guest!=guest1'.");

    public static Diagnostic UnknownLogger(string project, string logger) => Diagnostic.Error("HV0615", SourceSpan.File(project),
        $"There is no logger '{logger}' for boot tests. Use 'trx', or 'trx;LogFileName=NAME.trx'.");

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? $"It lists: {list}." : "It lists none in the form 'device: NAME'.";

    private static string Console(string log, IEnumerable<string> lines) =>
        lines.Where(static line => !string.IsNullOrWhiteSpace(line)).TakeLast(ShownLines).ToArray() is { Length: > 0 } last
            ? $"The last lines of its console, from {log}:\n{string.Join('\n', last.Select(static line => $"  | {line}"))}"
            : $"Its console was silent ({log}).";

    private static string Quote(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(static line => line.TrimEnd()).TakeLast(ShownLines));
}
