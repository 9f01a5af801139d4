namespace NetCompiler.Tests.Optimizers;

/// <summary>The published update equations, element by element in double, with the bias corrections where the papers put them.</summary>
internal sealed class ReferenceOptimizer(Optimizer optimizer, NetworkDefinition definition)
{
    private readonly double[] _m = new double[definition.ParameterVectorLength];
    private readonly double[] _v = new double[definition.ParameterVectorLength];
    private int _step;

    public void Step(double[] parameters, double[] gradients, double rate, double scale)
    {
        _step++;
        for (int i = 0; i < parameters.Length; i++)
        {
            bool decays = optimizer.DecayAll || definition.Parameters.Single(p => i >= p.Offset && i < p.Offset + p.Length).Role == ParameterRole.Weight;
            double decay = decays ? optimizer.WeightDecay : 0, p = parameters[i], g = gradients[i] * scale;
            if (optimizer.WeightDecayMode == WeightDecayMode.L2)
                g += decay * p;
            else
                p -= rate * decay * p;
            parameters[i] = p - Move(i, g, rate);
        }
    }

    private double Move(int i, double g, double rate)
    {
        switch (optimizer)
        {
            case Sgd:
                return rate * g;
            case Momentum o:
                _m[i] = (o.Coefficient * _m[i]) + g;
                return rate * (o.Nesterov ? g + (o.Coefficient * _m[i]) : _m[i]);
            case RmsProp o:
                _v[i] = (o.Alpha * _v[i]) + ((1 - o.Alpha) * g * g);
                return rate * g / (Math.Sqrt(_v[i]) + o.Epsilon);
            case Adagrad o:
                _v[i] += (_step == 1 ? o.InitialAccumulator : 0) + (g * g);
                return rate / (1 + ((_step - 1) * o.LearningRateDecay)) * g / (Math.Sqrt(_v[i]) + o.Epsilon);
            case Adam o:
                _m[i] = (o.Beta1 * _m[i]) + ((1 - o.Beta1) * g);
                _v[i] = (o.Beta2 * _v[i]) + ((1 - o.Beta2) * g * g);
                return rate * (_m[i] / (1 - Math.Pow(o.Beta1, _step))) / (Math.Sqrt(_v[i] / (1 - Math.Pow(o.Beta2, _step))) + o.Epsilon);
            case NAdam o:
                _m[i] = (o.Beta1 * _m[i]) + ((1 - o.Beta1) * g);
                _v[i] = (o.Beta2 * _v[i]) + ((1 - o.Beta2) * g * g);
                double product = 1;
                for (int k = 1; k <= _step; k++)
                    product *= Mu(o, k);
                double mean = (Mu(o, _step + 1) * _m[i] / (1 - (product * Mu(o, _step + 1)))) + ((1 - Mu(o, _step)) * g / (1 - product));
                return rate * mean / (Math.Sqrt(_v[i] / (1 - Math.Pow(o.Beta2, _step))) + o.Epsilon);
            case Lion o:
                double direction = (o.Beta1 * _m[i]) + ((1 - o.Beta1) * g);
                _m[i] = (o.Beta2 * _m[i]) + ((1 - o.Beta2) * g);
                return rate * Math.Sign(direction);
            default:
                throw new NotSupportedException();
        }
    }

    private static double Mu(NAdam o, int step) => o.Beta1 * (1 - (0.5 * Math.Pow(0.96, step * o.MomentumDecay)));
}
