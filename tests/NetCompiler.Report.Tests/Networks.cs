namespace NetCompiler.Report.Tests;

#pragma warning disable NC2001, NC2009, NC2010, NC2012, NC2013 // What they show is what the pages are about.

[Network(Input = 16), Repeat<SigmoidLayer>(12), Dense(4), SoftmaxCrossEntropy]
internal sealed partial class Sigmoids;

[Network, Input(Time = 60, Features = 2), Rnn(12, Returns = Returns.Sequence), Lstm(12), Dense(4), SoftmaxCrossEntropy]
internal sealed partial class Recurrent;

[Block, Dense(32), Sigmoid]
internal sealed class SigmoidLayer;
