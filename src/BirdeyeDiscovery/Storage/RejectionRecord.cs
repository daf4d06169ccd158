using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a row of <c>candidate_rejections</c>: why a candidate was not scored.</summary>
/// <param name="TokenAddress">The mint address.</param>
/// <param name="Symbol">The cleaned symbol.</param>
/// <param name="Stage">The stage that rejected it.</param>
/// <param name="ReasonCode">A code of <see cref="ReasonCodes"/>.</param>
/// <param name="Value">
/// The value that was compared, if any: USD, fraction, hours or count, depending on the code; at most 15 significant digits.
/// </param>
/// <param name="Threshold">The value with which it was compared.</param>
[DebuggerDisplay("{Symbol,nq} {TokenAddress,nq}: {Stage} {ReasonCode,nq}")]
public sealed record RejectionRecord(
    string TokenAddress,
    string Symbol,
    RejectionStage Stage,
    string ReasonCode,
    decimal? Value,
    decimal? Threshold)
{
    // A cycle stores one of these records for each rejected candidate. A nullable field takes twice the space of its value, so the fields
    // use NaN and 0 for values that are not known.
    private readonly double _priceUsd = double.NaN;
    private readonly int _bestSlotRank;

    /// <summary>Gets the price of the candidate in USD, with all digits of the source, if it is known.</summary>
    public double? PriceUsd
    {
        get => double.IsNaN(_priceUsd) ? null : _priceUsd;
        init => _priceUsd = value ?? double.NaN;
    }

    /// <summary>Gets the liquidity of the candidate in USD, if it is known.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>
    /// Gets the best slot rank that the candidate could have had; only for <see cref="ReasonCodes.Outranked"/>. The worst is none at all,
    /// because an unread candidate may still fail a gate.
    /// </summary>
    public int? BestSlotRank
    {
        get => RankValue.Read(_bestSlotRank);
        init => _bestSlotRank = RankValue.Keep(value, nameof(BestSlotRank));
    }
}
