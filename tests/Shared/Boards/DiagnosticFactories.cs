using System.Reflection;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Tests;

/// <summary>The factories of a room's diagnostics, and their codes.</summary>
internal static class DiagnosticFactories
{
    private static readonly BoardDevice s_device = new(new DeviceTreeNode(""), DeviceRole.Device, [], []);

    /// <summary>The code of each factory in the room of a type, in order; one that two factories have stands there twice.</summary>
    public static string[] CodesBeside(Type type) => [.. type.Assembly.GetTypes()
        .Where(static type => type.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        .Where(static method => method.ReturnType == typeof(Diagnostic))
        .Select(CodeOf)
        .Order(StringComparer.Ordinal)];

    private static string CodeOf(MethodInfo factory) =>
        ((Diagnostic)factory.Invoke(null, [.. factory.GetParameters().Select(static parameter => ArgumentFor(parameter.ParameterType))])!).Code;

    private static object? ArgumentFor(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(IEnumerable<string>) => Array.Empty<string>(),
        _ when type == typeof(BoardDevice) => s_device,
        _ when type == typeof(OwnedDevice) => new OwnedDevice(s_device, DeviceAccess.Default, ""),
        _ when type == typeof(GuestRegion) => new GuestRegion("x", default, [], default),
        _ => Activator.CreateInstance(type),
    };
}
