using NetCompiler;
using NetCompiler.TensorBoard;

var data = new Dataset<float>([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
string path;
using (var writer = new TensorBoardWriter("runs"))
{
    path = writer.Path;
    var board = new TensorBoardProgress(writer);
    Trainer.Fit(new Xor(seed: 1), data, new TrainingOptions { Epochs = 20, Progress = board, GradientFlow = new GradientFlowOptions { Every = 2, Progress = board } });
}

Console.WriteLine($"wrote {Path.GetFileName(path)} of {new FileInfo(path).Length} bytes");

[Network(Input = 2)]
[Dense(16), Tanh]
[Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class Xor;
