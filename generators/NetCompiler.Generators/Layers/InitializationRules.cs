namespace NetCompiler.Generators.Layers;

/// <summary>Reads an initialiser from a layer's arguments and checks that its settings go together.</summary>
internal static class InitializationRules
{
    private const double SmallScale = 0.05;

    /// <summary>Reads <paramref name="name"/>, <c>nameScale</c> and, for weights, <c>nameFan</c>.</summary>
    /// <returns>The initialiser, or null when the default is to be used.</returns>
    public static Initialization? Read(LayerArguments arguments, string name, bool isVector)
    {
        InitializerKind kind = arguments.Choice<InitializerKind>(name);
        (string scaleName, string fanName) = (name + "Scale", name + "Fan");
        bool hasScale = arguments.Has(scaleName), hasFan = arguments.Has(fanName);
        if (isVector && kind is >= InitializerKind.GlorotUniform)
        {
            arguments.Report(DiagnosticId.Combination, name,
                $"{arguments.Kind}: {name} = {kind} needs a matrix with a fan-in and a fan-out, but a bias is a vector; write Zeros, Constant, Uniform, Normal or TruncatedNormal");
        }

        if (hasFan && kind is not (InitializerKind.HeUniform or InitializerKind.HeNormal))
        {
            arguments.Report(DiagnosticId.Combination, fanName,
                $"{arguments.Kind}: {fanName} has no effect with {name} = {kind}; remove it, or write {name} = Initializer.HeNormal");
        }

        if (hasScale && kind is InitializerKind.Default or InitializerKind.Zeros && hasScale)
        {
            arguments.Report(DiagnosticId.Combination, scaleName,
                $"{arguments.Kind}: {scaleName} = {LayerArguments.Text(arguments.Number(scaleName, 0))} has no effect with {name} = {kind}; remove it, or name an initialiser that takes a scale, for example {name} = Initializer.Normal");
        }

        if (kind == InitializerKind.Constant && !hasScale)
        {
            arguments.Report(DiagnosticId.Combination, name,
                $"{arguments.Kind}: {name} = Constant needs the constant; write {scaleName} = 0.1");
        }

        if (kind == InitializerKind.Default)
            return null;
        double otherwise = kind is InitializerKind.Uniform or InitializerKind.Normal or InitializerKind.TruncatedNormal ? SmallScale : kind == InitializerKind.Zeros ? 0 : 1;
        double scale = kind == InitializerKind.Constant
            ? arguments.Number(scaleName, otherwise, _ => true, "a finite number")
            : kind == InitializerKind.Zeros ? 0 : arguments.Number(scaleName, otherwise, value => value > 0, "greater than 0");
        return new Initialization(kind, scale, arguments.Choice<FanKind>(fanName) == FanKind.Out);
    }

    private enum FanKind
    {
        In,
        Out,
    }
}
