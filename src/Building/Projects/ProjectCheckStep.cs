using System.Text.RegularExpressions;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.DeviceTree.Checks;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning.Model;

namespace Partition.Building.Projects;

/// <summary>Finds what a project says in vain, before anything is made.</summary>
internal static partial class ProjectCheckStep
{
    /// <summary>Checks a project.</summary>
    public static void Run(BuildSession session, ProjectCheckRequest request)
    {
        bool namesAreKnown =
            session.Report(ProjectNameCheck.Check(ProjectText.Read(request.Files), request.GlobalProperties, session.ProjectFile));
        session.Report(CheckIncludeDirectories(session, request));
        session.Report(CheckDefines(session, request));
        session.Report(CheckNamesOfChecks(session, request));
        session.Report(CheckExpectations(session, request));
        CheckForms(session, request);
        CheckHypervisor(session, request);
        if (namesAreKnown)
        {
            CheckThereIsSomethingToDivide(session, request); // Guests by another name are missing as well.
        }
    }

    private static void CheckForms(BuildSession session, ProjectCheckRequest request)
    {
        foreach (PropertyForm form in PropertyForm.All)
        {
            if (ValueOf(form.Name) is { Length: > 0 } text)
            {
                session.Accepts(form, text);
            }
        }

        session.ReadFlag("LockedMode", ValueOf("LockedMode"));
        session.ReadFlag("DiskHoles", ValueOf("DiskHoles"));
        if (ValueOf("PartitionPageSize") is { Length: > 0 } pageSize)
        {
            var findings = new List<Diagnostic>();
            PartitionRequest.ReadPageSize(pageSize, session.SpanOfProperty("PartitionPageSize"), findings);
            session.Report(findings);
        }

        string ValueOf(string name) => request.Properties.GetValueOrDefault(name, "");
    }

    private static void CheckHypervisor(BuildSession session, ProjectCheckRequest request)
    {
        var findings = new List<Diagnostic>();
        if (request.Hypervisor.Length > 0)
        {
            HypervisorCatalog.Find(request.Hypervisor, findings);
            session.Report(findings, session.SpanOfProperty("Hypervisor"));
        }
    }

    private static void CheckThereIsSomethingToDivide(BuildSession session, ProjectCheckRequest request)
    {
        // A project with a package's name may be there to pack a board for others, who have the guests.
        bool isPackage = request.PackageId.Length > 0 && request.PackageId != session.ProjectName;
        switch (request.HostDeviceTree.Length > 0, !request.Guests.IsEmpty)
        {
            case (true, false) when !isPackage:
                session.Report(HostDiagnostics.NoGuests(session.ProjectFile));
                break;
            case (false, true):
                session.Report(HostDiagnostics.NoBoard(session.ProjectFile));
                break;
        }
    }

    private static IEnumerable<Diagnostic> CheckIncludeDirectories(BuildSession session, ProjectCheckRequest request) =>
        from directory in request.IncludeDirectories
        where !Directory.Exists(session.Root(directory.Identity))
        select HostDiagnostics.NoIncludeDirectory(
            session.Spans.SpanOf(directory, "DeviceTreeIncludeDirectory", ""),
            directory.Identity,
            NearbyPath.Find(directory.Identity, session.Root));

    private static IEnumerable<Diagnostic> CheckDefines(BuildSession session, ProjectCheckRequest request) =>
        from define in request.Defines
        where !Define().IsMatch(define)
        select HostDiagnostics.InvalidDefine(session.SpanOfProperty("DeviceTreeDefines"), define);

    private static IEnumerable<Diagnostic> CheckNamesOfChecks(BuildSession session, ProjectCheckRequest request) =>
        from check in request.Checks
        let name = NameOf(check)
        where !CheckSettings.Names.Contains(name)
        select HostDiagnostics.UnknownCheck(
            session.SpanOfProperty("DeviceTreeChecks"), check, NearestName.Find(name, CheckSettings.Names));

    private static List<Diagnostic> CheckExpectations(BuildSession session, ProjectCheckRequest request)
    {
        var diagnostics = new List<Diagnostic>();
        if (!request.ExpectedDevices.IsEmpty || !request.RejectedDevices.IsEmpty)
        {
            var items = new ExpectationItems(session.Spans, [.. request.Guests.Select(static guest => guest.Identity)]);
            items.Read(request.ExpectedDevices, true, diagnostics);
            items.Read(request.RejectedDevices, false, diagnostics);
        }

        return diagnostics;
    }

    private static string NameOf(string check) =>
        check.StartsWith("no-", StringComparison.Ordinal) || check.StartsWith("no_", StringComparison.Ordinal) ? check[3..] : check;

    [GeneratedRegex(@"^\s*[A-Za-z_][A-Za-z0-9_]*(\([^)=]*\))?\s*(=|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Define();
}
