using System.Reflection;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Tests.Incremental;

/// <summary>The declaration is compared by value and keeps no compilation alive.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void Nothing_of_Roslyn_is_reachable_from_a_declaration()
    {
        var seen = new HashSet<Type>();
        Walk(typeof(NetworkDeclaration), nameof(NetworkDeclaration), seen);
        Assert.Contains(typeof(Argument), seen);
    }

    [Fact]
    public void Equal_source_gives_equal_declarations()
    {
        const string Source = "[Block, Dense(3)] class B; [Network, Input(2, 2), Repeat<B>(2), PRelu(0.1), Huber(2)] partial class Net;";
        NetworkDeclaration first = Networks.Read(Source), second = Networks.Read($"/* elsewhere */\n{Source}");
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Networks.Read(Source.Replace("0.1", "0.2")));
    }

    private static void Walk(Type type, string path, HashSet<Type> seen)
    {
        Assert.False(type.FullName?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {type}");
        if (type.IsPrimitive || type == typeof(string) || !seen.Add(type))
            return;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Walk(field.FieldType, $"{path}.{field.Name}", seen);
        if (type.HasElementType)
            Walk(type.GetElementType()!, $"{path}[]", seen);
        foreach (Type argument in type.GetGenericArguments())
            Walk(argument, $"{path}<>", seen);
    }
}
