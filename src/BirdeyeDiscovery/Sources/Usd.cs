namespace BirdeyeDiscovery;

/// <summary>A figure of market data in US dollars, 0 to 1e18.</summary>
internal readonly record struct Usd : IMeasure<Usd>
{
    private Usd(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out Usd measure)
    {
        measure = new Usd(value);
        return value is >= 0 and <= 1e18;
    }
}
