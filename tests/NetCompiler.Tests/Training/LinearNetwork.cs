using System.Numerics;

namespace NetCompiler.Tests.Training;

/// <summary>y = x·W + b with a loss, in plain loops: the smallest network that trains, with a gap between its two tensors.</summary>
internal sealed class LinearNetwork<T> : INetwork<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _parameters;
    private readonly T[] _output;

    public LinearNetwork(int inputs, int outputs, string loss, int maxBatch = 4096, GradientClipping? clipping = null)
    {
        int weights = inputs * outputs, bias = (weights + 16) / 16 * 16;
        bool indices = loss == "SoftmaxCrossEntropy";
        Definition = new NetworkDefinition
        {
            Name = "Linear",
            Precision = typeof(T) == typeof(float) ? Precision.Float : Precision.Double,
            InputShape = [inputs],
            ParameterVectorLength = bias + outputs,
            Clipping = clipping,
            Loss = new LossDefinition(loss, indices ? 1 : outputs),
            Layers =
            [
                new LayerDefinition("layers.0", "Dense", [inputs], [outputs])
                {
                    Parameters =
                    [
                        new ParameterInfo("layers.0.weight", 0, [inputs, outputs], ParameterRole.Weight, Initializer.Zeros),
                        new ParameterInfo("layers.0.bias", bias, [outputs], ParameterRole.Bias, Initializer.Zeros),
                    ],
                },
            ],
        };
        _parameters = new T[bias + outputs];
        _output = new T[maxBatch * outputs];
    }

    public NetworkDefinition Definition { get; }

    public int InputLength => Definition.InputShape[0];

    public int OutputLength => Definition.Layers[0].OutputShape[0];

    public int TargetLength => Definition.Loss!.TargetLength;

    public Span<T> Parameters => _parameters;

    /// <summary>Called at the start of every gradient, with the batch; what it returns is added to the loss.</summary>
    public Func<int, T>? OnGradient { get; set; }

    public Action<Workspace<T>>? AfterGradient { get; set; }

    public Action? OnPredict { get; set; }

    public FrozenNetwork<T> Freeze() => throw new NotSupportedException();

    public Workspace<T> CreateWorkspace(int maxBatch) => new(Definition, maxBatch, 1);

    public void Predict(ReadOnlySpan<T> input, Span<T> output)
    {
        OnPredict?.Invoke();
        int bias = Definition.Parameters[1].Offset;
        for (int b = 0; b < input.Length / InputLength; b++)
        {
            for (int j = 0; j < OutputLength; j++)
            {
                T sum = _parameters[bias + j];
                for (int i = 0; i < InputLength; i++)
                    sum += input[(b * InputLength) + i] * _parameters[(i * OutputLength) + j];
                output[(b * OutputLength) + j] = sum;
            }
        }
    }

    public T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace)
    {
        int batch = input.Length / InputLength, bias = Definition.Parameters[1].Offset;
        if (batch > workspace.MaxBatch || batch * TargetLength != target.Length)
            throw new ArgumentException("The batch does not fit.");
        T extra = OnGradient?.Invoke(batch) ?? T.Zero;
        Span<T> delta = _output.AsSpan(0, batch * OutputLength), gradients = workspace.Gradients;
        Action? onPredict = OnPredict;
        OnPredict = null;
        Predict(input, delta);
        OnPredict = onPredict;
        T loss = Loss(delta, target);
        T scale = T.One / T.CreateChecked(batch);
        gradients.Clear();
        for (int b = 0; b < batch; b++)
        {
            Span<T> row = delta.Slice(b * OutputLength, OutputLength);
            Delta(row, target.Slice(b * TargetLength, TargetLength));
            for (int j = 0; j < OutputLength; j++)
            {
                gradients[bias + j] += row[j] * scale;
                for (int i = 0; i < InputLength; i++)
                    gradients[(i * OutputLength) + j] += input[(b * InputLength) + i] * row[j] * scale;
            }
        }

        AfterGradient?.Invoke(workspace);
        return loss + extra;
    }

    public T Loss(ReadOnlySpan<T> output, ReadOnlySpan<T> target)
    {
        int batch = output.Length / OutputLength;
        T sum = T.Zero;
        for (int b = 0; b < batch; b++)
            sum += Loss1(output.Slice(b * OutputLength, OutputLength), target.Slice(b * TargetLength, TargetLength));
        return sum / T.CreateChecked(batch);
    }

    private T Loss1(ReadOnlySpan<T> output, ReadOnlySpan<T> target)
    {
        T sum = T.Zero;
        switch (Definition.Loss!.Kind)
        {
            case "SoftmaxCrossEntropy":
                foreach (T logit in output)
                    sum += T.Exp(logit);
                return T.Log(sum) - output[int.CreateChecked(target[0])];
            case "BinaryCrossEntropyWithLogits":
                for (int i = 0; i < output.Length; i++)
                    sum += T.Log(T.One + T.Exp(output[i])) - (target[i] * output[i]);
                return sum / T.CreateChecked(output.Length);
            default:
                for (int i = 0; i < output.Length; i++)
                    sum += (output[i] - target[i]) * (output[i] - target[i]);
                return sum / T.CreateChecked(output.Length);
        }
    }

    /// <summary>Turns outputs into the derivative of the loss by them.</summary>
    private void Delta(Span<T> output, ReadOnlySpan<T> target)
    {
        T length = T.CreateChecked(output.Length), two = T.CreateChecked(2);
        switch (Definition.Loss!.Kind)
        {
            case "SoftmaxCrossEntropy":
                T sum = T.Zero;
                foreach (T logit in output)
                    sum += T.Exp(logit);
                for (int i = 0; i < output.Length; i++)
                    output[i] = (T.Exp(output[i]) / sum) - (i == int.CreateChecked(target[0]) ? T.One : T.Zero);
                break;
            case "BinaryCrossEntropyWithLogits":
                for (int i = 0; i < output.Length; i++)
                    output[i] = ((T.One / (T.One + T.Exp(-output[i]))) - target[i]) / length;
                break;
            default:
                for (int i = 0; i < output.Length; i++)
                    output[i] = two * (output[i] - target[i]) / length;
                break;
        }
    }
}
