namespace Partition.Partitioning.Tests.Architecture;

/// <summary>Who may know whom: between rooms, and between the folders of a room. Read from the sources of all rooms.</summary>
public class ArchitectureTests
{
    /// <summary>The rooms, each after those that it may use.</summary>
    private static readonly (string Room, string[] MayUse)[] s_rooms =
    [
        ("Diagnostics", []),
        ("DeviceTree", ["Diagnostics"]),
        ("Images", ["Diagnostics"]),
        ("Partitioning", ["Diagnostics", "DeviceTree"]),
        ("Hypervisors", ["Diagnostics", "DeviceTree", "Images", "Partitioning"]),
        ("Reporting", ["Diagnostics", "DeviceTree", "Partitioning"]),
        ("Building", ["Diagnostics", "DeviceTree", "Images", "Partitioning", "Hypervisors", "Reporting"]),
        ("Tasks", ["Diagnostics", "DeviceTree", "Images", "Partitioning", "Hypervisors", "Reporting", "Building"]),
        ("Tool", ["Diagnostics", "DeviceTree", "Images", "Partitioning", "Hypervisors", "Reporting", "Building"]),
    ];

    /// <summary>The folders of rooms with an order; each may use those before it. The room's own files are last.</summary>
    private static readonly Dictionary<string, string[]> s_folders = new()
    {
        ["DeviceTree"] =
        [
            "Source", "Preprocessing", "Model", "Model/Bus", "Syntax", "Checks", "Resolution", "Blob", "Overlays", "Printing", "",
        ],

        // References are read from a tree alone (Bindings), a board is made of them (Boards), and plans name devices of boards (Model).
        ["Partitioning"] =
        [
            "Units", "Bindings", "Boards", "Model", "Requests", "Selection", "Closure", "Suppliers", "Rules",
            "Documents", "Trees", "Consistency", "Isolation", "Locking", "",
        ],
    };

    /// <summary>What readers of a plan must not know: how it came about, and each other.</summary>
    private static readonly string[] s_planReaders = ["Trees", "Consistency", "Isolation", "Locking"];

    // Rooms whose folders are being moved.
    private static readonly string[] s_roomsWithCircles = ["Hypervisors"];
    private static readonly string[] s_roomsWithFlatNamespaces = ["Tasks"];

    private static readonly SourceFile[] s_files = [.. SourceFile.ReadAll()];

    [Fact]
    public void EveryRoomHasAPlaceInTheOrder() =>
        Assert.Equal(s_rooms.Select(static room => room.Room).Order(), s_files.Select(static file => file.Room).Distinct().Order());

    [Fact]
    public void NamespacesFollowFolders() => AssertNone(s_files
        .Where(
            static file => !s_roomsWithFlatNamespaces.Contains(file.Room) && file.Namespace is { } name && name != file.ExpectedNamespace)
        .Select(static file => $"{file.Path} has the namespace {file.Namespace}"));

    [Fact]
    public void RoomsUseOnlyThoseBelowThem() => AssertNone(
        from room in s_rooms
        from file in s_files.Where(file => file.Room == room.Room)
        from used in file.Uses(s_files).Select(static used => used.Room).Distinct()
        where used != room.Room && !room.MayUse.Contains(used)
        select $"{file.Path} uses {used}");

    [Fact]
    public void FoldersUseOnlyThoseBeforeThem() => AssertNone(
        from room in s_folders
        from edge in EdgesOf(room.Key)
        where Array.IndexOf(room.Value, edge.To) >= Array.IndexOf(room.Value, edge.From)
            || (s_planReaders.Contains(edge.From) && edge.To is "Selection" or "Closure" or "Suppliers" or "Rules")
            || (s_planReaders.Contains(edge.From) && s_planReaders.Contains(edge.To))
        select $"{edge.By} ({edge.From}) uses {edge.To}");

    [Fact]
    public void FoldersHaveNoCircles() => AssertNone(
        from room in s_rooms.Select(static room => room.Room).Except(s_roomsWithCircles)
        let edges = EdgesOf(room).ToLookup(static edge => edge.From, static edge => edge.To)
        from folder in edges.Select(static edge => edge.Key)
        where Reaches(edges, folder)
        select $"{room}/{folder} uses itself through {string.Join(", ", edges[folder].Distinct())}");

    [Fact]
    public void OnlyPackagesAndTasksHavePublicTypes() => AssertNone(s_files
        .Where(static file => file.Room is not ("Diagnostics" or "DeviceTree" or "Images" or "Tasks") && file.HasPublicType)
        .Select(static file => file.Path));

    private static void AssertNone(IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct()];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static IEnumerable<(string From, string To, string By)> EdgesOf(string room) =>
        from file in s_files
        where file.Room == room
        from used in file.Uses(s_files)
        where used.Room == room && used.Folder != file.Folder
        select (file.Folder, used.Folder, file.Path);

    private static bool Reaches(ILookup<string, string> edges, string start)
    {
        var seen = new HashSet<string>();
        var pending = new Stack<string>(edges[start]);
        while (pending.TryPop(out string? folder))
        {
            foreach (string next in seen.Add(folder) ? edges[folder] : [])
            {
                pending.Push(next);
            }
        }

        return seen.Contains(start);
    }
}
