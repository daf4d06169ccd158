using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents what a cycle decided on a token, and why.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record TokenExplanation
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, a label that anybody can choose; <see langword="null"/> if no row has it.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the cycle.</summary>
    public required SnapshotRecord Cycle { get; init; }

    /// <summary>
    /// Gets the name of the market source of the cycle's facts; <see langword="null"/> where an earlier version stored the cycle.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Gets the decision.</summary>
    public required TokenDecision Decision { get; init; }

    /// <summary>Gets the reason of the decision, <c>CODE</c> or <c>CODE: text</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the position on the trending list, from 1; <see langword="null"/> if the token was not on the list.</summary>
    public int? ListPosition { get; init; }

    /// <summary>Gets the last cycle before this one that read the token, if this one did not read it.</summary>
    public DateTimeOffset? LastRead { get; init; }

    /// <summary>
    /// Gets the position on the list in that cycle; <see langword="null"/> if the token was not on it, or the input is not stored.
    /// </summary>
    public int? LastListPosition { get; init; }

    /// <summary>Gets the gate that stopped the token.</summary>
    public GateFinding? Gate { get; init; }

    /// <summary>Gets the score, if the token passed the gates and was read.</summary>
    public ScoreFinding? Score { get; init; }

    /// <summary>Gets why the token was not read in full.</summary>
    public OutrankedFinding? Outranked { get; init; }

    /// <summary>
    /// Gets the row of the token before the cycle, with its counters and holds; <see langword="null"/> if it was not tracked, or if the
    /// cycle did not need the row.
    /// </summary>
    public TrackedToken? Before { get; init; }

    /// <summary>
    /// Gets in how many cycles in a row before this one the token qualified, for <c>Discovery:Damping:ConfirmationCycles</c>.
    /// </summary>
    public int WarmUpCycles { get; init; }

    /// <summary>Gets the newest changes of the token up to this cycle, by cycles and by people, newest first; at most ten.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];

    /// <summary>
    /// Gets the smallest change of one input, counter or option that changes the decision, or <see langword="null"/> if none does.
    /// </summary>
    public Counterfactual? Nearest { get; init; }

    /// <summary>
    /// Gets the version of the scorer that recomputed the decision; the cycle used <see cref="SnapshotRecord.ScoreVersion"/>.
    /// </summary>
    public required string ScoreVersion { get; init; }

    /// <summary>
    /// Gets where the stored rows of the token differ from the recomputed ones. Empty, unless the scorer or the strategy policy differ from
    /// those of the cycle.
    /// </summary>
    public IReadOnlyList<LedgerDifference> Differences { get; init; } = [];

    /// <summary>Renders the explanation in sentences, one a line.</summary>
    /// <returns>The text.</returns>
    public string ToText() => ExplanationText.Of(this);

    /// <summary>Returns the token, the cycle, the decision and its reason, as one line; <see cref="ToText"/> returns all.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Symbol ?? Address} in the cycle of {Cycle.CycleTimestamp:u}: {Decision}{(Reason is null ? "" : $", {Reason}")}");
}
