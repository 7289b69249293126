using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Partition.Tests;

/// <summary>The public surface of an assembly as text, for a recorded file: a change of it is seen in review.</summary>
internal static class AssemblySurface
{
    /// <summary>Describes every public type of an assembly and its public members, sorted.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="hasNamespaces">Whether types have their namespaces before their names.</param>
    public static string Describe(Assembly assembly, bool hasNamespaces = false)
    {
        var text = new StringBuilder();
        IEnumerable<Type> types = assembly.GetExportedTypes().Where(static type => !type.FullName!.Contains('<', StringComparison.Ordinal));
        foreach (Type type in types.OrderBy(type => hasNamespaces ? type.FullName : type.Name, StringComparer.Ordinal))
        {
            string prefix = hasNamespaces ? type.Namespace + "." : "";
            text.Append(KindOf(type)).Append(' ').Append(prefix).Append(NameOf(type)).Append('\n');
            foreach (string member in MembersOf(type).Order(StringComparer.Ordinal).Distinct())
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type);
        }

        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMembers(declared)
            .Where(m => m.GetCustomAttribute<CompilerGeneratedAttribute>() is null && m is not MethodInfo { IsSpecialName: true }
                && !m.Name.StartsWith('<'))
            .Select(m => m switch
            {
                MethodInfo method => $"{Static(method)}{NameOf(method.ReturnType)} {method.Name}({Parameters(method)})",
                ConstructorInfo constructor => $"new({Parameters(constructor)})",
                PropertyInfo property =>
                    $"{Static(property.GetMethod!)}{NameOf(property.PropertyType)} {property.Name}{Accessors(property)}",
                FieldInfo field => $"const {NameOf(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
                _ => m.Name,
            });
    }

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Accessors(PropertyInfo property) => property.SetMethod is { IsPublic: true } ? " { get; init; }" : " { get; }";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : "")}{NameOf(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.DefaultValue ?? "null"}" : "")}"));

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
        {
            return NameOf(type.GetElementType()!);
        }

        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
    }
}
