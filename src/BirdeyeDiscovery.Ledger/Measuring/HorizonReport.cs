namespace BirdeyeDiscovery.Ledger;

/// <summary>What was measured at one horizon.</summary>
public sealed class HorizonReport
{
    /// <summary>Gets the horizon.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <summary>Gets how many pairs of a scored token and a cycle have their horizon behind them.</summary>
    public long Scored { get; init; }

    /// <summary>Gets how many of these have no return, because nobody observed a price at its start or its end.</summary>
    public long Missing { get; init; }

    /// <summary>Gets how many of these count with the floor return, because the token died.</summary>
    public long Dead { get; init; }

    /// <summary>Gets how many pairs wait for the end of their horizon.</summary>
    public long Open { get; init; }

    /// <summary>Gets what was measured of each factor, in the order of <see cref="ScoreFactor"/>.</summary>
    public required IReadOnlyList<FactorReport> Factors { get; init; }

    /// <summary>Gets what was measured of each shadow scorer, in the order in which they appeared.</summary>
    public IReadOnlyList<ShadowReport> Shadows { get; init; } = [];

    /// <summary>Gets what was measured of the total score.</summary>
    public FactorReport Total => Factors[(int)ScoreFactor.Total];
}
