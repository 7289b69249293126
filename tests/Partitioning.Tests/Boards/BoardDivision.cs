using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>How a user divides a board of Linux among two guests.</summary>
/// <param name="Path">The board, below <c>arch</c>.</param>
/// <param name="First">The first guest's devices, by labels and paths.</param>
/// <param name="Second">The second guest's devices.</param>
internal sealed record BoardDivision(string Path, string First, string Second)
{
    /// <summary>What both guests use together.</summary>
    public string Shared { get; init; } = "";

    /// <summary>
    /// What something else stands for in the second guest's tree: a supplier, and its rate where it is a clock (<c>clk=24000000</c>).
    /// </summary>
    public string Stubs { get; init; } = "";

    /// <summary>Findings that are allowed, as <c>device=code</c>.</summary>
    public string Allowed { get; init; } = "";

    /// <summary>
    /// What is planned. Everything is named by its path, so that it holds for the board's blob, too, which has no labels.
    /// </summary>
    public PartitionRequest RequestFor(Board board)
    {
        GuestDeviceRequest[] shared = [.. Split(Shared)
            .Select(name => new GuestDeviceRequest(PathOf(board, name), DeviceAccess.Shared, SourceSpan.None))];
        GuestDeviceRequest[] stubs = [.. Split(Stubs)
            .Select(static stub => stub.Split('='))
            .Select(stub => new GuestDeviceRequest(PathOf(board, stub[0]), DeviceAccess.Stub, SourceSpan.None)
            {
                ClockFrequency = stub.Length > 1 ? uint.Parse(stub[1], System.Globalization.CultureInfo.InvariantCulture) : null,
            })];
        return new(board, [Guest("first", First, shared), Guest("second", Second, [.. shared, .. stubs])])
        {
            Allowances = [.. Split(Allowed).Select(static entry => entry.Split('=')).Select(entry =>
                new AllowanceRequest(PathOf(board, entry[0]), entry[1], "the board is like this", SourceSpan.None))],
        };

        GuestRequest Guest(string name, string devices, GuestDeviceRequest[] refinements) => new(name)
        {
            Devices = string.Join("; ", Split(devices).Select(entry => PathOf(board, entry))),
            Memory = ByteSize.FromMebibytes(16),
            Refinements = [.. refinements],
        };
    }

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string PathOf(Board board, string entry) => entry[0] switch
    {
        '*' or '/' => entry,
        '!' => "!" + PathOf(board, entry[1..]),
        _ => board.FindByReference(entry)?.Path ?? throw new InvalidOperationException($"There is no {entry} on the board."),
    };
}
