namespace NetCompiler;

/// <summary>A parameter and what it is called in a file.</summary>
internal sealed record NamedTensor(string Name, ParameterInfo Parameter, TensorLayout Layout)
{
    /// <summary>The most names that a message lists.</summary>
    private const int MostListed = 5;

    /// <summary>All parameters of a network, in the order of the flat vector.</summary>
    /// <exception cref="ArgumentException">Two parameters get one name.</exception>
    public static IEnumerable<NamedTensor> Of(NetworkDefinition definition, Func<string, string>? nameInFile)
    {
        var parameters = new Dictionary<string, string>();
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            string name = nameInFile?.Invoke(parameter.Name) ?? parameter.Name;
            if (!parameters.TryAdd(name, parameter.Name))
                throw new ArgumentException($"{parameters[name]} and {parameter.Name} are both called {name} in the file.", nameof(nameInFile));
            yield return new NamedTensor(name, parameter, new TensorLayout(parameter));
        }
    }

    /// <summary>Checks that a file holds the parameters of a network.</summary>
    /// <exception cref="InvalidDataException">It does not; the message, which is to follow the name of the file, says what differs.</exception>
    public static void Check(IReadOnlyCollection<NamedTensor> tensors, IReadOnlyDictionary<string, StoredTensor> stored, NetworkDefinition definition, bool strict)
    {
        string[] missing = [.. tensors.Select(tensor => tensor.Name).Where(name => !stored.ContainsKey(name))];
        string[] others = [.. stored.Keys.Except(tensors.Select(tensor => tensor.Name))];
        if (missing.Length > 0)
            throw new InvalidDataException($"lacks {List(missing)} of {definition.Name}{(others.Length > 0 ? $"; it has {List(others)}, which {definition.Name} does not have" : "")}.");
        if (strict && others.Length > 0)
            throw new InvalidDataException($"has {List(others)}, which {definition.Name} does not have; load with strict: false to leave that out.");
        foreach (NamedTensor tensor in tensors)
            tensor.Check(stored[tensor.Name]);
    }

    private void Check(StoredTensor stored)
    {
        if (StoredType.Find(stored.Type) is not { } type)
            throw new InvalidDataException($"has {Name} as {stored.Type}, but only {StoredType.Names} can be read.");
        if (!Layout.Accepts(stored.Shape))
            throw new InvalidDataException($"has {Name} as [{string.Join(", ", stored.Shape)}], but expected was [{string.Join(", ", Layout.Shape)}].");
        if (stored.End - stored.Begin != (long)Parameter.Length * type.Size)
            throw new InvalidDataException($"gives {Name} {stored.End - stored.Begin} bytes, but {Parameter.Length} elements of type {type.Name} take {(long)Parameter.Length * type.Size}.");
    }

    private static string List(string[] names) => string.Join(", ", names.Take(MostListed)) + (names.Length > MostListed ? $" and {names.Length - MostListed} more" : "");
}
