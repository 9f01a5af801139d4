using System.Numerics;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Steps and predictions allocate nothing once they are warm.</summary>
public class AllocationTests
{
    private const int WarmUp = 20, Measured = 1000;

    public static TheoryData<string, int, string> Steps => new()
    {
        { "Small", 1, "Sgd" },
        { "Small", 7, "Momentum" },
        { "Small", 1100, "AdamW" },
        { "Regressor", 1, "Adam" },
        { "Regressor", 5, "Lion" },
        { "Regressor", 32, "RmsProp" },
        { "Classifier", 1, "NAdam" },
        { "Classifier", 33, "Adagrad" },
        { "Chooser", 3, "Nesterov" },
        { "Remedies", 7, "Adam" },
        { "Unitwise", 4, "Momentum" },
        { "Maps", 3, "Adam" },
        { "Cells", 5, "AdamW" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Float_allocates_nothing(string name, int batch, string optimizer) => Check<float>(name, batch, optimizer);

    [Theory]
    [MemberData(nameof(Steps))]
    public void Double_allocates_nothing(string name, int batch, string optimizer) => Check<double>(name, batch, optimizer);

    private static void Check<T>(string name, int batch, string optimizer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(Contracts.Library, name, batch);
        INetwork<T> network = subject.Network;
        Workspace<T> workspace = network.CreateWorkspace(batch);
        OptimizerState<T> state = Create(optimizer).CreateState<T>(network.Definition);
        GradientClipping clipping = network.Definition.Clipping ?? GradientClipping.None;
        T[] input = Elements.To<T>(subject.Input(batch)), target = Elements.To<T>(subject.Target(batch));
        var output = new T[batch * network.OutputLength];

        Train(WarmUp);
        Assert.Equal(0, LeastAllocatedBy(Train));
        Predict(WarmUp);
        Assert.Equal(0, LeastAllocatedBy(Predict));

        // The runtime may replace a method by a better compiled one at any time, and allocates a little for it once.
        long LeastAllocatedBy(Action<int> work)
        {
            long allocated = AllocatedBy(work);
            for (int round = 1; round < 3 && allocated > 0; round++)
                allocated = Math.Min(allocated, AllocatedBy(work));
            return allocated;
        }

        void Train(int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Gradient(input, target, workspace);
                clipping.Apply<T>(network.Definition, workspace.Gradients, network.Parameters);
                state.Step(network.Parameters, workspace.Gradients);
            }
        }

        void Predict(int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Predict(input, output);
                network.Loss(output, target);
            }
        }
    }

    private static long AllocatedBy(Action<int> action)
    {
        return Allocations.Of(() => action(Measured));
    }

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(1e-3),
        "Momentum" => new Momentum(1e-3),
        "Nesterov" => new Momentum(1e-3) { Nesterov = true },
        "RmsProp" => new RmsProp(1e-3),
        "Adam" => new Adam(1e-3),
        "AdamW" => new AdamW(1e-3),
        "Adagrad" => new Adagrad(1e-3),
        "NAdam" => new NAdam(1e-3),
        _ => new Lion(1e-3),
    };
}
