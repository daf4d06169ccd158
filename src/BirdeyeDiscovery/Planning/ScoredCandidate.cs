namespace BirdeyeDiscovery;

/// <summary>A candidate that passed the gates, with its score; the ranks are set after all candidates are scored.</summary>
internal sealed class ScoredCandidate(CandidateFacts facts, TrackedToken? token, TokenScore score, bool hasGoodData)
{
    public CandidateFacts Facts { get; } = facts;

    /// <summary>Gets the stored row, of any status, or null.</summary>
    public TrackedToken? Token { get; } = token;

    public TokenScore Score { get; } = score;

    /// <summary>Gets a value indicating whether the score may be ranked and acted on.</summary>
    public bool HasGoodData { get; } = hasGoodData;

    public decimal Total { get; } = Figures.Score(score.Total);

    public RankKey Key => RankKey.Of(Total, Facts);

    // A permanent token removed by hand competes like one never seen: without a slot rank it would pass every rank rule.
    public bool IsPermanent => Token.IsExempt();

    /// <summary>Gets or sets the rank among the tokens that were read; <see cref="IsRankExact"/> says whether it can be worse.</summary>
    public int? Rank { get; set; }

    public int? SlotRank { get; set; }

    public int? ExactRank => IsRankExact ? Rank : null;

    public int? ExactSlotRank => IsRankExact ? SlotRank : null;

    /// <summary>Gets or sets a value indicating whether no unread token can have a better rank.</summary>
    public bool IsRankExact { get; set; } = true;

    public ScoreAction Action { get; set; } = ScoreAction.Skip;

    public Reason Reason { get; set; } = new(ReasonCodes.DataMissing);
}
