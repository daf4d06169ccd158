namespace BirdeyeDiscovery;

/// <summary>A figure of market data that is an amount of tokens, already divided by the decimals, 0 to 1e30.</summary>
internal readonly record struct TokenUnits : IMeasure<TokenUnits>
{
    private TokenUnits(double value) => Value = value;

    public double Value { get; }

    public static bool TryCreate(double value, out TokenUnits measure)
    {
        measure = new TokenUnits(value);
        return value is >= 0 and <= 1e30;
    }
}
