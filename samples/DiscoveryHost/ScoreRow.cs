using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>
/// Represents a row of the ranked table: a scored token, a tracked one without a score, or one that could not reach a slot and was
/// therefore not read.
/// </summary>
internal sealed record ScoreRow
{
    private static readonly string PausedAction = StoredText.Of(TokenStatus.Paused);

    private ScoreRow(string address, string symbol, string action, string reason) =>
        (Address, Symbol, Action, Reason) = (address, symbol, action, reason);

    public string Address { get; }

    public string Symbol { get; }

    /// <summary>Gets the action of the cycle; for a paused token and for a tracked one without a score the status.</summary>
    public string Action { get; }

    public string Reason { get; }

    public bool IsPaused => Action == PausedAction;

    /// <summary>Gets the score; null for a token that has none in this cycle.</summary>
    public ScoreRecord? Score { get; private init; }

    public static ScoreRow Of(ScoreRecord score) =>
        new(score.TokenAddress, score.Symbol, StoredText.Of(score.Action), score.ActionReason) { Score = score };

    /// <summary>
    /// Gets the row of a paused token. The reason of its pause stands for that of its score, which only says why it does not return.
    /// </summary>
    public static ScoreRow Paused(TrackedToken token, ScoreRecord? score) => new(
        token.Address,
        score?.Symbol ?? token.Symbol,
        PausedAction,
        token.StatusReason ?? score?.ActionReason ?? "")
    {
        Score = score,
    };

    /// <summary>Gets the row of an active token without a score, such as one whose data is missing.</summary>
    public static ScoreRow Unscored(TrackedToken active, RejectionRecord? rejection) =>
        new(active.Address, active.Symbol, StoredText.Of(TokenStatus.Active), rejection?.ReasonCode ?? "no score in this cycle");

    /// <summary>Gets the row of a rejection with <see cref="ReasonCodes.Outranked"/>.</summary>
    public static ScoreRow Of(RejectionRecord outranked) => new(
        outranked.TokenAddress,
        outranked.Symbol,
        StoredText.Of(ScoreAction.Skip),
        outranked.Value is { } bound
            ? string.Create(CultureInfo.InvariantCulture, $"{outranked.ReasonCode}: at most {UpTo(bound):0.0}")
            : outranked.ReasonCode);

    // A bound is rounded up, because a lower one would be wrong.
    private static decimal UpTo(decimal bound) => Math.Ceiling(bound * 10) / 10;
}
