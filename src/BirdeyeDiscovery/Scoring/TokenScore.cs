namespace BirdeyeDiscovery;

/// <summary>A score and what it is made of. All numbers are finite; components and total lie within 0 to 100.</summary>
/// <param name="Total">The total, rounded half away from zero to 2 decimals.</param>
/// <param name="Momentum">The momentum component.</param>
/// <param name="Liquidity">The liquidity component.</param>
/// <param name="Volume">The volume component.</param>
/// <param name="Safety">The safety component.</param>
/// <param name="Flow">The trade-flow component.</param>
/// <param name="Coverage">How much of the input was known, 0 to 1.</param>
/// <param name="Notes">What else is worth knowing; notes never change the score.</param>
public readonly record struct TokenScore(
    double Total,
    double Momentum,
    double Liquidity,
    double Volume,
    double Safety,
    double Flow,
    double Coverage,
    ScoreNotes Notes);
