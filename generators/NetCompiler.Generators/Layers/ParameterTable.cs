using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>The parameters of a network and where they lie in the flat vector. Training and inference are lowered separately and share them.</summary>
/// <param name="alignment">Tensors start at multiples of this many elements.</param>
internal sealed class ParameterTable(int alignment)
{
    private readonly Dictionary<string, ParameterSpec> _byName = [];
    private readonly List<ParameterSpec> _all = [];
    private readonly HashSet<string> _zeros = [];

    /// <summary>All parameters in the order of the flat vector.</summary>
    public IReadOnlyList<ParameterSpec> All => _all;

    /// <summary>Elements of all parameters; as large as it gets, so that it can be checked.</summary>
    public double Count { get; private set; }

    /// <summary>Elements of the flat vector, alignment gaps included.</summary>
    public double VectorLength { get; private set; }

    /// <summary>Overrides the initialiser of a parameter that does not exist yet.</summary>
    public void StartAtZero(string path) => _zeros.Add(path);

    /// <summary>The parameter of this name.</summary>
    public ParameterSpec GetOrAdd(string path, string name, ParameterRole role, Initialization initialization, int[] shape, bool isTable = false)
    {
        if (_byName.TryGetValue(path, out ParameterSpec? known))
            return known;
        var value = new Value(ValueKind.Parameter, name, perExample: false, shape);
        double length = shape.Aggregate(1.0, static (product, size) => product * size);
        if (_zeros.Contains(path))
            initialization = new Initialization(InitializerKind.Zeros, 0);
        var parameter = new ParameterSpec(path, role, initialization, value) { Offset = VectorLength <= int.MaxValue ? (int)VectorLength : 0, IsTable = isTable };
        Count += length;
        VectorLength += Math.Ceiling(length / alignment) * alignment;
        _byName[path] = parameter;
        _all.Add(parameter);
        return parameter;
    }
}
