namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a component of a score.</summary>
/// <param name="Name">The name: <c>Momentum</c>, <c>Liquidity</c>, <c>Volume</c>, <c>Safety</c> or <c>Flow</c>.</param>
/// <param name="Points">The points, 0 to 100.</param>
/// <param name="Weight">The weight, 0 to 1; <see langword="null"/> for a host's own scorer.</param>
/// <param name="Inputs">The inputs behind the component.</param>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record ScorePart(string Name, double Points, double? Weight, IReadOnlyList<ScoreInputValue> Inputs)
{
    /// <summary>Gets what the component contributed to the weighted sum.</summary>
    public double? Contribution => Weight * Points;
}
