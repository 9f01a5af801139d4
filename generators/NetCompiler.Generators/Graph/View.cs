namespace NetCompiler.Generators.Graph;

/// <summary>Where a value lies inside another one: a run of the columns of each row.</summary>
internal readonly record struct View(Value Whole, int Offset);
