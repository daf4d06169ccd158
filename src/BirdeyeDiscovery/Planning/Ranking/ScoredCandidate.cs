namespace BirdeyeDiscovery;

/// <summary>A candidate that passed the gates, with its score; its ranks are set after all candidates are scored.</summary>
internal sealed class ScoredCandidate(CandidateFacts facts, TrackedToken? token, TokenScore score, double highest, bool hasGoodData)
{
    // Zero means that the candidate has no rank. A nullable rank would take twice the space, and a cycle ranks many candidates.
    private int _rank;
    private int _slotRank;

    public CandidateFacts Facts { get; } = facts;

    /// <summary>Gets the stored row of the ranked candidate's token, in any status, or null if there is none.</summary>
    public TrackedToken? Token { get; } = token;

    public TokenScore Score { get; } = score;

    /// <summary>Gets a value indicating whether enough about the candidate is known to rank it and to act on its score.</summary>
    public bool HasGoodData { get; } = hasGoodData;

    /// <summary>Gets the total by which the candidate is ranked, with the worst values of all missing inputs.</summary>
    public decimal Total { get; } = Figures.Score(score.Total);

    /// <summary>
    /// Gets the ranked candidate's total with the best values of all missing inputs; only an active token has one of its own.
    /// </summary>
    public double Highest { get; } = highest;

    public RankKey Key => RankKey.Of(Total, Facts);

    // Permanent tokens get no slot rank in the ranking, and a token without one passes every rank rule. So a permanent token that was
    // removed by hand does not count as permanent here: it competes like a new token.
    public bool IsPermanent => Token.IsExempt();

    /// <summary>
    /// Gets or sets the rank among the scored candidates; <see cref="IsRankExact"/> says whether an unread one may precede it.
    /// </summary>
    public int? Rank
    {
        get => _rank == 0 ? null : _rank;
        set => _rank = value ?? 0;
    }

    public int? SlotRank
    {
        get => _slotRank == 0 ? null : _slotRank;
        set => _slotRank = value ?? 0;
    }

    public int? ExactRank => IsRankExact ? Rank : null;

    public int? ExactSlotRank => IsRankExact ? SlotRank : null;

    /// <summary>Gets or sets a value indicating whether no unread candidate can get a better rank.</summary>
    public bool IsRankExact { get; set; } = true;

    public ScoreAction Action { get; set; } = ScoreAction.Skip;

    public Reason Reason { get; set; } = new(ReasonCodes.DataMissing);
}
