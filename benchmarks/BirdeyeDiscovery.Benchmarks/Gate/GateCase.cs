namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>One operation that the gate measures.</summary>
/// <param name="Name">The name, also in the limits.</param>
/// <param name="Items">How many items one operation handles; ratios compare the cost of one item.</param>
/// <param name="Run">The operation; it returns something that depends on its work, so that none of it can be left out.</param>
internal sealed record GateCase(string Name, int Items, Func<object?> Run)
{
    public static GateCase Of(string name, int items, Func<double> run)
    {
        // Boxing the result would be counted as the operation's; a box made before is written to instead.
        var sink = new double[1];
        return new GateCase(name, items, () =>
        {
            sink[0] += run();
            return sink;
        });
    }
}
