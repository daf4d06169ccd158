using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Represents a row of the ranked table: a scored token, or one that could not reach a slot and was therefore not read.</summary>
internal sealed record ScoreRow
{
    private ScoreRow(string address, string symbol, string reason) => (Address, Symbol, Reason) = (address, symbol, reason);

    public string Address { get; }

    public string Symbol { get; }

    public string Reason { get; }

    /// <summary>Gets the score; null for a token that was not read, of which only the highest possible total is known.</summary>
    public ScoreRecord? Score { get; private init; }

    public ScoreAction Action => Score?.Action ?? ScoreAction.Skip;

    public static ScoreRow Of(ScoreRecord score) => new(score.TokenAddress, score.Symbol, score.ActionReason) { Score = score };

    /// <summary>Gets the row of a rejection with <see cref="ReasonCodes.Outranked"/>.</summary>
    public static ScoreRow Of(RejectionRecord outranked) => new(
        outranked.TokenAddress,
        outranked.Symbol,
        outranked.Value is { } bound
            ? string.Create(CultureInfo.InvariantCulture, $"{outranked.ReasonCode}: at most {UpTo(bound):0.0}")
            : outranked.ReasonCode);

    // A bound is rounded up, because a lower one would be wrong.
    private static decimal UpTo(decimal bound) => Math.Ceiling(bound * 10) / 10;
}
