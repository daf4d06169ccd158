namespace BirdeyeDiscovery;

/// <summary>
/// A figure of market data that is a fraction: 0.05 means 5 %. From 0 to 1; a value outside is invalid and never read as a percentage.
/// </summary>
internal readonly record struct Fraction : IMeasure<Fraction>
{
    private Fraction(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out Fraction measure)
    {
        measure = new Fraction(value);
        return value is >= 0 and <= 1;
    }
}
