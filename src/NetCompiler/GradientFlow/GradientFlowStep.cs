using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>What was measured in one training step, with the weights before it.</summary>
public sealed record GradientFlowStep
{
    /// <summary>The step, from 1, counted over all epochs.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch, from 1; 0 for a step that was measured without training.</summary>
    public int Epoch { get; init; }

    /// <summary>The mean loss of the step's examples.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate; 0 without training.</summary>
    public double LearningRate { get; init; }

    /// <summary>The norm of the whole gradient before clipping; infinite or NaN when an element is.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Whether clipping changed the gradient.</summary>
    public bool IsClipped { get; init; }

    /// <summary>The layers that were measured, in the order of <see cref="NetworkDefinition.AllLayers"/>.</summary>
    public required ImmutableArray<LayerGradientFlow> Layers { get; init; }

    /// <summary>The learned parameters of these layers, in the order of <see cref="NetworkDefinition.Parameters"/>.</summary>
    public required ImmutableArray<ParameterGradientFlow> Parameters { get; init; }

    /// <summary>What was measured at a layer.</summary>
    /// <param name="path">The path of the layer.</param>
    /// <returns>The layer, or null when it was not measured.</returns>
    public LayerGradientFlow? Layer(string path) => Layers.FirstOrDefault(layer => layer.Layer == path);
}
