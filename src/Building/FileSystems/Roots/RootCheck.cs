using Partition.Building.Diagnostics;
using Partition.Building.Guests;
using Partition.Building.Kernels;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>Finds in a root file system what would keep Linux from starting its programs, the first of all.</summary>
/// <param name="root">The root file system.</param>
/// <param name="guest">The guest's name.</param>
/// <param name="boot">What starts in the guest.</param>
/// <param name="sources">Where entries come from.</param>
internal sealed class RootCheck(GuestRoot root, string guest, GuestBoot boot, RootSources sources)
{
    private const string UsualProgram = "/init";
    private const int MaxDepth = 5; // Linux, fs/exec.c: interpreters of interpreters.

    // Directories of programs that are certainly meant to be started.
    private static readonly string[] s_folders = ["", "bin", "sbin", "init.d", "rc.d", "rcS.d", "rc2.d", "rc3.d", "rc5.d"];

    private static readonly string[] s_otherPrograms = ["/sbin/init", "/etc/init", "/bin/init", "/linuxrc"];

    /// <summary>Checks all.</summary>
    public IEnumerable<Diagnostic> Run()
    {
        Diagnostic[] first = [.. CheckFirstProgram()];
        bool isOther = Array.Exists(first, static found => found.Code == GuestBootDiagnostics.OtherArchitectureCode);
        return [.. first, .. CheckLineEnds(), .. CheckInterpreters(isOther)];
    }

    private IEnumerable<Diagnostic> CheckFirstProgram()
    {
        string[] devices = [.. LinuxArguments.ValuesOf(boot.Arguments, "root")];
        string? named = LinuxArguments.ValuesOf(boot.Arguments, "rdinit").LastOrDefault(static value => value.Length > 0);
        if (!boot.IsLinux || LinuxArguments.ValuesOf(boot.Arguments, "noinitrd").Any())
        {
            return [];
        }

        string program = named ?? UsualProgram;
        if (root.TryFind(program, out string target, out RootNode? node))
        {
            return CheckProgram(program, target, node, named is not null, 0);
        }

        // Without the program Linux mounts the device of root=.
        bool isMounted = devices.Any(static device => device.Length > 0 && !device.StartsWith("/dev/ram", StringComparison.Ordinal));
        return isMounted || !root.IsComplete ? [] : [CannotStart(
            program,
            root.Has(target) ? "it is a link that leads in a circle"
                : root.Has(program) ? $"it is a link that leads to '{target}', which is not there"
                : target == program ? "it is not there"
                : $"'{target}' is not there",
            RemedyFor(named is not null),
            SpanOfArgument(named is not null))];
    }

    /// <summary>Follows a program to what starts it in the end.</summary>
    private IEnumerable<Diagnostic> CheckProgram(string program, string path, RootNode node, bool isNamed, int depth)
    {
        if (node.Kind != FileEntryKind.RegularFile)
        {
            return [CannotStart(
                program,
                node.Kind == FileEntryKind.Directory ? "it is a directory" : "it is not a regular file",
                "Put a program there.",
                SpanOfArgument(isNamed))];
        }

        if (!node.IsProgram)
        {
            return [CannotStart(
                program,
                $"'{path}' has the mode 0{Convert.ToString(node.Mode, 8)}, which does not allow execution",
                sources.RemedyForMode(path),
                sources.IsOfItem(path) ? sources.SpanOfMode(path) : SpanOfArgument(isNamed))];
        }

        if (ProgramStart.Read(node.Content!.Head) is not { } start)
        {
            return [CannotStart(
                program,
                node.Content.Length == 0 ? $"'{path}' is empty" : $"'{path}' begins neither as an ELF file nor with '#!'",
                "Begin a script with '#!' and the path of its interpreter, without anything before it.",
                sources.IsOfItem(path) ? sources.SpanOf(path) : SpanOfArgument(isNamed))];
        }

        if (!boot.Architecture.Starts(start.Architecture))
        {
            return [GuestBootDiagnostics.ProgramOfOtherArchitecture(
                sources.SpanOf(path), guest, path, start.Architecture, boot.Architecture, "")];
        }

        // The interpreter itself is looked for with those of all other programs.
        return start.Interpreter.Length > 0 && depth < MaxDepth
            && root.TryFind(start.Interpreter, out string next, out RootNode? interpreter)
                ? CheckProgram(start.Interpreter, next, interpreter, isNamed, depth + 1)
                : [];
    }

    private Diagnostic CannotStart(string program, string found, string remedy, SourceSpan at) =>
        GuestBootDiagnostics.CannotStartProgram(at, guest, program, found, remedy);

    /// <summary>Locates what says which program starts first.</summary>
    private SourceSpan SpanOfArgument(bool isNamed) => sources.SpanOfGuest(isNamed ? "KernelArguments" : "RootFileSystem");

    private string RemedyFor(bool isNamed) =>
        s_otherPrograms.FirstOrDefault(path => root.TryFind(path, out _, out RootNode? node) && node.IsProgram) is { } other
            ? $"Write rdinit={other} in KernelArguments."
            : isNamed ? "Correct rdinit= in KernelArguments, or add the program."
            : "Add the program with TargetPath=\"/init\" and Mode=\"0755\", or name another with rdinit= in KernelArguments.";

    private IEnumerable<Diagnostic> CheckLineEnds()
    {
        string[] paths = [.. from program in Programs()
            where program.Start.HasCarriageReturn && sources.IsReportedHere(program.Path)
            select program.Path];
        return paths.Length == 0 ? [] : [GuestBootDiagnostics.CarriageReturn(
            sources.SpanOf(paths[0]),
            paths[0],
            sources.FileOf(paths[0]) is { } file ? $" (from '{file}')" : "",
            Others(paths, "; the same holds for "))];
    }

    /// <summary>Looks for interpreters and loaders. Those of other CPUs would help nothing: there the program itself is wrong.</summary>
    /// <param name="isOther">Whether a program for other CPUs is reported already.</param>
    private IEnumerable<Diagnostic> CheckInterpreters(bool isOther) => !root.IsComplete ? [] :
        from program in Programs()
        where !program.Start.HasCarriageReturn
            && program.Start.Interpreter.Length > 0
            && (program.IsFirst || s_folders.Contains(FolderOf(program.Path)))
            && !root.TryFind(program.Start.Interpreter, out _, out _)
            && (program.IsFirst || !IsMadeLater(program.Start.Interpreter))
            && !(isOther && !boot.Architecture.Starts(program.Start.Architecture))
        group program.Path by (program.Start.Interpreter, program.Start.Architecture) into paths
        let first = paths.First()
        select boot.Architecture.Starts(paths.Key.Architecture)
            ? GuestBootDiagnostics.NoInterpreter(
                sources.SpanOf(first), guest, first, paths.Key.Interpreter, Others([.. paths], "; it is needed by "))
            : GuestBootDiagnostics.ProgramOfOtherArchitecture(
                sources.SpanOf(first),
                guest,
                first,
                paths.Key.Architecture,
                boot.Architecture,
                Others([.. paths], "; the same holds for "));

    // The links of busybox are often made when the guest starts.
    private bool IsMadeLater(string interpreter) =>
        Path.GetFileName(interpreter) is "sh" or "ash" or "hush" or "env" or "awk"
        && root.Nodes.Any(static node => node.Key.EndsWith("/busybox", StringComparison.Ordinal) && node.Value.IsProgram);

    private IEnumerable<(string Path, ProgramStart Start, bool IsFirst)> Programs()
    {
        string first = LinuxArguments.ValuesOf(boot.Arguments, "rdinit").LastOrDefault(static value => value.Length > 0) ?? UsualProgram;
        root.TryFind(first, out string firstPath, out _);
        return from entry in root.Nodes
            where entry.Value.IsProgram
            let start = ProgramStart.Read(entry.Value.Content!.Head)
            where start is not null
            orderby entry.Key != firstPath
            select (entry.Key, start, entry.Key == firstPath);
    }

    private static string FolderOf(string path) => Path.GetFileName(path[..path.LastIndexOf('/')]);

    private static string Others(string[] paths, string before) => paths.Length switch
    {
        1 => "",
        2 => $"{before}'{paths[1]}'",
        _ => $"{before}'{paths[1]}' and {paths.Length - 2} more",
    };
}
