using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery.Scoring;

/// <summary>A score and its components. All numbers are finite; components and total are within 0 to 100.</summary>
[DebuggerDisplay("{Total}, coverage {Coverage}")]
public readonly struct TokenScore
{
    /// <summary>Gets the total, rounded half away from zero to 2 decimals.</summary>
    public double Total { get; init; }

    /// <summary>Gets the momentum component.</summary>
    public double Momentum { get; init; }

    /// <summary>Gets the liquidity component.</summary>
    public double Liquidity { get; init; }

    /// <summary>Gets the volume component.</summary>
    public double Volume { get; init; }

    /// <summary>Gets the safety component.</summary>
    public double Safety { get; init; }

    /// <summary>Gets the trade-flow component.</summary>
    public double Flow { get; init; }

    /// <summary>Gets how much of the input was known, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>Gets the notes; they never change the score.</summary>
    public ScoreNotes Notes { get; init; }

    /// <summary>Gets the total and the coverage in one line.</summary>
    /// <returns>Such as <c>71.25, coverage 0.95</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Total}, coverage {Coverage}");
}
