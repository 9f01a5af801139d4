using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Where the steps of sequences lie, and the parts of values.</summary>
internal sealed class SequencePlaces(BufferPlan plan, SequenceStorage storage)
{
    /// <summary>Whether the steps of the value are gone through one at a time.</summary>
    public bool Streams(Value value) => storage.Streams(value);

    /// <summary>The value that a place is planned for.</summary>
    public Value Owner(Value value) => storage.Owner(value);

    /// <summary>Whether the value is part of another one, whose rows it is found in.</summary>
    public bool IsPart(Value value) => storage.Owner(value).Length != value.Length;

    /// <summary>Whether a scan hands the value from step to step.</summary>
    public bool IsCarried(Value value) => storage.IsCarried(value);

    /// <summary>Whether a product is a sum over steps that is done in a scan, a few steps at a time.</summary>
    public bool IsInScan(MatrixProduct product) => storage.IsInScan(product);

    /// <summary>Where a part begins in each row.</summary>
    public int Offset(Value value) => storage.Offset(value);

    /// <summary>The first step of a sequence, or a value that has none.</summary>
    public string Whole(Value value)
    {
        if (Streams(value))
            return Current(value);
        // In front of the first step of a scan, and behind the last of one that runs backwards, lies the initial value.
        bool isSecond = storage.SlotsOf(value) == Slots.AllAndInitial && storage.IsBefore(value) == storage.IsReverse(value);
        return isSecond ? At(value, "1") : First(value);
    }

    /// <summary>The current step in a scan.</summary>
    public string Current(Value value) => storage.SlotsOf(value) switch
    {
        _ when !value.IsSequence => First(value),
        Slots.One => First(value),
        Slots.Two => At(value, storage.IsBefore(value) == storage.IsReverse(value) ? "t & 1" : "(t + 1) & 1"),
        Slots.AllAndInitial => At(value, storage.IsBefore(value) == storage.IsReverse(value) ? "t + 1" : "t"),
        Slots.Few => At(value, "t & (few - 1)"),
        _ => At(value, "t"),
    };

    /// <summary>The value that a scan gives its first step.</summary>
    public string Initial(Carry carry) => At(carry.After, (storage.SlotsOf(carry.After), storage.IsReverse(carry.After)) switch
    {
        (Slots.Two, false) => "1",
        (Slots.Two, true) => $"({Steps(carry.After)} + 1) & 1",
        (_, false) => "0",
        _ => Steps(carry.After),
    });

    /// <summary>The last step that a scan computed, or that a sequence has.</summary>
    public string Last(Value value) => Streams(value) ? Current(value) : At(value, (storage.SlotsOf(value), storage.IsReverse(value)) switch
    {
        (Slots.Two, false) => $"({Steps(value)} + 1) & 1",
        (Slots.Two, true) => "1",
        (Slots.AllAndInitial, false) => Steps(value),
        (_, true) => "0",
        _ => $"{Steps(value)} - 1",
    });

    /// <summary>The row block in which the value is a sequence.</summary>
    public static string BlockOf(Value value) => value.OfDecoder ? "d" : "m";

    private static string Steps(Value value) => $"{BlockOf(value)}.Steps";

    private string First(Value value) => $"ref m.A({plan[storage.Owner(value)]})";

    private string At(Value value, string step) => $"ref m.At({plan[storage.Owner(value)]}, {value.Length}, {step})";
}
