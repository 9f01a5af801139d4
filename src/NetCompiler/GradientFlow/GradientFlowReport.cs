using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Pages;

namespace NetCompiler;

/// <summary>How the gradient fared at every layer in the steps that were measured, next to what the compiler predicted.</summary>
public sealed class GradientFlowReport
{
    private readonly Func<ImmutableArray<GradientFlowStep>> _steps;

    /// <summary>Makes a report.</summary>
    /// <param name="definition">The network that was measured.</param>
    /// <param name="steps">The measured steps, in order.</param>
    public GradientFlowReport(NetworkDefinition definition, ImmutableArray<GradientFlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(definition);
        (Definition, _steps) = (definition, () => steps);
    }

    /// <summary>Makes a report of steps that are put into words when somebody asks for them.</summary>
    internal GradientFlowReport(NetworkDefinition definition, Func<ImmutableArray<GradientFlowStep>> steps) => (Definition, _steps) = (definition, steps);

    /// <summary>The network that was measured. Its <see cref="NetworkDefinition.GradientFlow"/> is the prediction.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The measured steps, in order: the first, and one in so many after it.</summary>
    public ImmutableArray<GradientFlowStep> Steps => field.IsDefault ? field = _steps() : field;

    /// <summary>All steps that were taken, measured or not.</summary>
    public long StepsTaken { get; init; }

    /// <summary>Those of them whose gradient clipping changed.</summary>
    public long StepsClipped { get; init; }

    /// <summary>Those of them whose loss or gradient was infinite or NaN.</summary>
    public long StepsNotFinite { get; init; }

    /// <summary>The share of steps whose gradient clipping changed, from 0 to 1; NaN when none was taken.</summary>
    public double ClipRate => (double)StepsClipped / StepsTaken;

    /// <summary>What is wrong with the gradient in the last measured steps, the worst first; empty when it is healthy.</summary>
    public ImmutableArray<GradientFlowFinding> Findings => field.IsDefault ? field = new GradientFlowDiagnosis(this).Findings() : field;

    /// <summary>How the gradient fares in the last measured steps, in a word.</summary>
    public GradientFlowState State => Findings.IsEmpty ? GradientFlowState.Healthy : Findings[0].State;

    /// <summary>What the gradient is multiplied with on its whole way back, predicted and measured; null when nothing was measured.</summary>
    public GradientFlowFactor? WholeWay => GradientFlowFactor.Of(this);

    /// <summary>What was predicted for a layer.</summary>
    /// <param name="layer">The path of the layer.</param>
    /// <returns>The prediction, or null for a network without one.</returns>
    public GradientFlowPrediction? Prediction(string layer) => Definition.GradientFlow.FirstOrDefault(prediction => prediction.Layer == layer);

    /// <summary>The verdict, and a table of the layers: what was predicted and measured of the error signal relative to the output, how it went, and the last update of the weights.</summary>
    /// <returns>A text of several lines of at most 100 columns, separated by line feeds.</returns>
    public override string ToString() => GradientFlowText.Of(this);

    /// <summary>Writes the report as a page of HTML: the verdict and what to change, the gradient at every layer over the steps as a heat map, for recurrent layers also at every time step, the
    /// loss, prediction against measurement, updates relative to weights, and how outputs are distributed. The page is one file that loads nothing from elsewhere, light or dark as the
    /// reader's system is.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; the folder has to be there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be written.</exception>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamWriter writer = File.CreateText(path);
        WriteHtml(writer);
    }

    /// <summary>Writes the page of <see cref="SaveHtml"/>.</summary>
    /// <param name="writer">Where to; UTF-8, if it encodes.</param>
    public void WriteHtml(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ReportPage.Write(writer, this);
    }

    /// <summary>The page of <see cref="SaveHtml"/> as a string.</summary>
    /// <returns>A whole document.</returns>
    public string ToHtml()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        WriteHtml(text);
        return text.ToString();
    }
}
