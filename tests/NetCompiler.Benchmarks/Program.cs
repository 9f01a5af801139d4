using System.CommandLine;
using NetCompiler.Benchmarks.Commands;

// What is timed cold runs in a process of its own, which must not spend time on reading a command line.
switch (args)
{
    case [FirstStep.Argument, ..]:
        return FirstStep.Run(args);
    case [ColdGeneration.Argument, ..]:
        return ColdGeneration.Run(args);
}

return new RootCommand("Benchmarks of NetCompiler.")
{
    CompareCommand.Create(),
    CurveCommand.Create(),
    PeakCommand.Create(),
    GeneratorCommand.Create(),
    GradientFlowCommand.Create(),
    ColdStartCommand.Create(),
    DetailCommand.Create(),
    RecurrentCommand.Create(),
    MemoryCommand.Create(),
    StreamCommand.Create(),
}.Parse(args).Invoke();
