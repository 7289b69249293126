using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests;

/// <summary>The whole public surface in one file: a change of it is seen in review.</summary>
public class PublicApiTests
{
    [Fact]
    public void ThePublicSurfaceIsTheRecordedOne()
    {
        string expected = Resource.ReadText("public-api.txt");
        string actual = Describe();
        Assert.True(expected == actual, $"The public surface has changed. If that is meant, record it in Golden/public-api.txt:\n{actual}");
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (Type type in typeof(FileTree).Assembly.GetExportedTypes().OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            text.Append(KindOf(type)).Append(' ').Append(NameOf(type)).Append('\n');
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
            .Where(m => m.GetCustomAttribute<CompilerGeneratedAttribute>() is null && m is not MethodInfo { IsSpecialName: true })
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
