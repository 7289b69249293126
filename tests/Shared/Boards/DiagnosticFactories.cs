using System.Collections.Immutable;
using System.Reflection;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

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

    /// <summary>The code of the diagnostic that a factory makes.</summary>
    public static string CodeOf(MethodInfo factory) =>
        ((Diagnostic)factory.Invoke(
            null,
            [.. factory.GetParameters().Select(static parameter => ArgumentFor(parameter.ParameterType))])!).Code;

    /// <summary>Something of a type, made of nothing in particular.</summary>
    private static object? ArgumentFor(Type type)
    {
        Type? open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return type switch
        {
            _ when type == typeof(string) => "x",
            _ when type == typeof(DeviceTreeNode) => new DeviceTreeNode(""),
            _ when type == typeof(BoardDevice) => s_device,
            _ when type == typeof(Board) => Board.Read(new DeviceTreeDocument(new DeviceTreeNode(""))),
            _ when type == typeof(IOwnershipPolicy) => BareBoardPolicy.Instance,
            _ when open == typeof(ImmutableArray<>) => type.GetField("Empty")!.GetValue(null),
            _ when open == typeof(IEnumerable<>) || open == typeof(IReadOnlyCollection<>) || open == typeof(IReadOnlyList<>) =>
                Array.CreateInstance(type.GetGenericArguments()[0], 0),
            _ when type.IsInterface || type.IsSubclassOf(typeof(Delegate)) => null,
            { IsValueType: true } when type.IsEnum || type.IsPrimitive || Nullable.GetUnderlyingType(type) is not null =>
                Activator.CreateInstance(type),
            _ => Make(type),
        };
    }

    private static object Make(Type type)
    {
        ConstructorInfo? constructor = type
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type) // A record can copy itself.
            .MaxBy(static constructor => constructor.GetParameters().Length);
        return constructor?.Invoke([.. constructor.GetParameters().Select(static parameter => ArgumentFor(parameter.ParameterType))])
            ?? Activator.CreateInstance(type)!;
    }
}
