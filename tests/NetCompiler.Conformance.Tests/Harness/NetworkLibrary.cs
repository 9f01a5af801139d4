using System.Reflection;
using System.Text;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Declarations that are compiled together, when the first of them is used.</summary>
internal sealed class NetworkLibrary
{
    private readonly Dictionary<string, Declaration> _declarations;
    private readonly Lazy<Assembly> _assembly;

    /// <summary>Collects declarations.</summary>
    /// <param name="declarations">The networks; their names are unique.</param>
    /// <param name="blocks">The source of the blocks that they use.</param>
    /// <param name="checkOverflow">Whether they are compiled with checked arithmetic.</param>
    public NetworkLibrary(IEnumerable<Declaration> declarations, string blocks = "", bool checkOverflow = false)
    {
        _declarations = declarations.ToDictionary(declaration => declaration.Name);
        Text = Source(blocks);
        _assembly = new Lazy<Assembly>(() => NetworkCompiler.Compile(Text, checkOverflow));
    }

    /// <summary>The networks.</summary>
    public IEnumerable<Declaration> Declarations => _declarations.Values;

    /// <summary>What is compiled.</summary>
    public string Text { get; }

    /// <summary>A network by name.</summary>
    public Declaration this[string name] => _declarations[name];

    /// <summary>Makes an instance as a user does.</summary>
    public INetwork<T> Create<T>(string name, ulong seed = 1) where T : unmanaged
    {
        Precision precision = typeof(T) == typeof(float) ? Precision.Float : Precision.Double;
        return (INetwork<T>)Activator.CreateInstance(_assembly.Value.GetType(TypeName(precision, name), throwOnError: true)!, seed)!;
    }

    private string Source(string blocks)
    {
        var source = new StringBuilder("using NetCompiler;\n\n").Append(blocks);
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            foreach (Declaration declaration in Declarations.Where(declaration => declaration.Precisions.Contains(precision)))
                source.Append($"namespace {NamespaceOf(precision, declaration.Name)}\n{{\n{declaration.Source(precision)}}}\n\n");
        }

        return source.ToString();
    }

    // A namespace each: the compiler looks through all file-local classes of a namespace that have the same name.
    private static string NamespaceOf(Precision precision, string name) => $"Networks.In{precision}.Of{name}";

    private static string TypeName(Precision precision, string name) => $"{NamespaceOf(precision, name)}.{name}";
}
