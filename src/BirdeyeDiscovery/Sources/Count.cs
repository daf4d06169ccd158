namespace BirdeyeDiscovery;

/// <summary>A figure of market data that is a count, 0 to 1e15.</summary>
internal readonly record struct Count : IMeasure<Count>
{
    private Count(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out Count measure)
    {
        measure = new Count(value);
        return value is >= 0 and <= 1e15;
    }
}
