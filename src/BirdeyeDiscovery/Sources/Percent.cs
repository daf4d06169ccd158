namespace BirdeyeDiscovery;

/// <summary>A figure of market data in percentage points: 5 means 5 %. From -100 to 1e12.</summary>
internal readonly record struct Percent : IMeasure<Percent>
{
    private Percent(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out Percent measure)
    {
        measure = new Percent(value);
        return value is >= -100 and <= 1e12;
    }
}
