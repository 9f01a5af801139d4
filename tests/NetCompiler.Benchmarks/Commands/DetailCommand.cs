using System.CommandLine;
using BenchmarkDotNet.Running;
using NetCompiler.Benchmarks.Detail;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Hands its arguments to BenchmarkDotNet.</summary>
public static class DetailCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("arguments") { Description = "Options of BenchmarkDotNet, such as --filter *TrainStep*." };
        var command = new Command("bdn", "Detailed benchmarks with BenchmarkDotNet.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(arguments =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(DetailCommand).Assembly)
                .Run([.. arguments.GetValue(rest) ?? [], .. arguments.UnmatchedTokens], new DetailConfig());
        });
        return command;
    }
}
