namespace BirdeyeDiscovery;

/// <summary>The codes of reasons. They are part of the public contract: codes are added, never renamed.</summary>
public static class ReasonCodes
{
    /// <summary>There is no security answer, so the token may not enter.</summary>
    public const string SecurityUnknown = "SEC_UNKNOWN";

    /// <summary>More tokens can be minted.</summary>
    public const string MintAuthority = "AUTH_MINT";

    /// <summary>Accounts can be frozen.</summary>
    public const string FreezeAuthority = "AUTH_FREEZE";

    /// <summary>The token cannot be transferred.</summary>
    public const string TransferBlocked = "XFER_BLOCKED";

    /// <summary>The transfer fee is too high, or enabled and unreadable.</summary>
    public const string FeeHigh = "FEE_HIGH";

    /// <summary>The ten largest holders own too much.</summary>
    public const string Top10Holders = "HOLD_TOP10";

    /// <summary>The creator or owner owns too much.</summary>
    public const string CreatorHolds = "HOLD_CREATOR";

    /// <summary>The liquidity is too low.</summary>
    public const string LiquidityLow = "LIQ_MIN";

    /// <summary>The volume is too low.</summary>
    public const string VolumeLow = "VOL_MIN";

    /// <summary>The token is too young.</summary>
    public const string TooYoung = "AGE_MIN";

    /// <summary>The token was bought but never sold.</summary>
    public const string NoSells = "NO_SELLS";

    /// <summary>The token is on the deny list, a quote or stable coin, or a liquid-staking token.</summary>
    public const string Excluded = "EXCLUDED";

    /// <summary>The token is marked as fake.</summary>
    public const string Fake = "FAKE";

    /// <summary>A needed call failed, or too little is known.</summary>
    public const string DataMissing = "DATA_MISSING";

    /// <summary>A value is impossible. Reserved: this version stores no such reason.</summary>
    public const string DataInvalid = "DATA_INVALID";

    /// <summary>Data was missing for 15 cycles in a row.</summary>
    public const string DataStale = "DATA_STALE";

    /// <summary>The slot rank is worse than required.</summary>
    public const string RankOut = "RANK_OUT";

    /// <summary>The token was not read in full, because no answer could have changed a decision.</summary>
    public const string Outranked = "OUTRANKED";

    /// <summary>The score is below the required score.</summary>
    public const string ScoreLow = "SCORE_LOW";

    /// <summary>The liquidity halved. Reserved: this version stores no such reason.</summary>
    public const string LiquidityDrain = "LIQ_DRAIN";

    /// <summary>The token was paused too recently to return.</summary>
    public const string CoolDown = "COOLDOWN";

    /// <summary>The token entered too recently to leave.</summary>
    public const string Dwell = "DWELL";

    /// <summary>All slots are taken.</summary>
    public const string NoSlot = "NO_SLOT";

    /// <summary>The newcomer's lead over the incumbent is too small.</summary>
    public const string IncumbentKept = "INCUMBENT_KEPT";

    /// <summary>The token qualifies, but not for enough cycles yet.</summary>
    public const string WarmUp = "WARMUP";

    /// <summary>
    /// A position is open, or it is not known whether one is open. Reserved: this version stores no such reason.
    /// </summary>
    public const string PositionOpen = "POSITION_OPEN";

    /// <summary>The configuration tracks the token from the start.</summary>
    public const string Seed = "SEED";

    /// <summary>The token is permanent: scored like all others, never gated, paused or removed.</summary>
    public const string Permanent = "PERMANENT";

    /// <summary>The token entered by rank and score.</summary>
    public const string RankIn = "RANK_IN";

    /// <summary>The token stays by rank and score.</summary>
    public const string RankKept = "RANK_KEPT";

    /// <summary>The token was paused for long enough and is flat.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>The token has the history that trading needs.</summary>
    public const string Activated = "ACTIVATED";

    /// <summary>A person set the strategy.</summary>
    public const string StrategySet = "STRATEGY_SET";

    /// <summary>A person restored an earlier version of the strategy.</summary>
    public const string StrategyRolledBack = "STRATEGY_ROLLED_BACK";

    /// <summary>The policy chose another strategy.</summary>
    public const string StrategyAssigned = "STRATEGY_ASSIGNED";

    /// <summary>The policy failed or gave no usable strategy.</summary>
    public const string StrategyUnknown = "STRATEGY_UNKNOWN";

    /// <summary>A person made the change; the text has the person's name and the reason.</summary>
    public const string ByHand = "BY_HAND";

    /// <summary>The token continues under another address; the text begins with that address.</summary>
    public const string Migrated = "MIGRATED";
}
