namespace BirdeyeDiscovery;

/// <summary>A figure of market data with a unit and a range; a number outside the range is not a value of the unit.</summary>
internal interface IMeasure<TSelf>
    where TSelf : struct, IMeasure<TSelf>
{
    double Value { get; }

    static abstract bool TryCreate(double value, out TSelf measure);
}
