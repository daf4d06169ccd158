namespace BirdeyeDiscovery;

/// <summary>
/// A price of market data in US dollars, greater than 0 and at most 1e18. Sources write 0 for a price that they do not know.
/// </summary>
internal readonly record struct Price : IMeasure<Price>
{
    private Price(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out Price measure)
    {
        measure = new Price(value);
        return value is > 0 and <= 1e18;
    }
}
