namespace BirdeyeDiscovery;

/// <summary>
/// The unit of a figure from a market source, with the range of its values. A number outside of the range is no value of the unit.
/// </summary>
internal sealed class Unit
{
    private readonly double _least;
    private readonly double _most;

    private Unit(double least, double most)
    {
        _least = least;
        _most = most;
    }

    /// <summary>Gets the unit of a source's amounts in US dollars.</summary>
    public static Unit Usd { get; } = new(0, 1e18);

    /// <summary>Gets the unit of a price in US dollars, greater than 0: sources write 0 for a price that they do not know.</summary>
    public static Unit Price { get; } = new(double.Epsilon, 1e18);

    /// <summary>Gets the unit of a source's changes in percent: 5 means 5 %. Nothing falls by more than 100 %.</summary>
    public static Unit Percent { get; } = new(-100, 1e12);

    /// <summary>Gets the unit of a source's fractions: 0.05 means 5 %. A value above 1 is never read as a percentage.</summary>
    public static Unit Fraction { get; } = new(0, 1);

    public static Unit Count { get; } = new(0, 1e15);

    /// <summary>Gets the unit of a source's amounts of a token, in whole tokens.</summary>
    public static Unit Tokens { get; } = new(0, 1e30);

    public bool Allows(double value) => value >= _least && value <= _most;
}
