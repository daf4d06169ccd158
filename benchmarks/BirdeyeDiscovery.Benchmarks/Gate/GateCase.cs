namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Represents one operation that the gate measures.</summary>
/// <param name="Name">The name, which is also its name in the limits.</param>
/// <param name="Items">The number of items that one operation handles. Ratios compare the cost of one item.</param>
/// <param name="Run">The operation. It returns a value that depends on its work, so that the compiler cannot omit any of it.</param>
internal sealed record GateCase(string Name, int Items, Func<object?> Run)
{
    /// <summary>Gets the operation whose bytes are subtracted; null when all bytes of this one count.</summary>
    public GateCase? Baseline { get; init; }

    public static GateCase Of(string name, int items, Func<double> run)
    {
        // A boxed result would count as an allocation of the operation, so the result is written to an existing array.
        var sink = new double[1];
        return new GateCase(name, items, () =>
        {
            sink[0] += run();
            return sink;
        });
    }
}
