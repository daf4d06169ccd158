namespace BirdeyeDiscovery;

/// <summary>The codes that say why; they are part of the public contract: codes are added, never renamed.</summary>
public static class ReasonCodes
{
    /// <summary>No security answer: not ok for entry.</summary>
    public const string SecurityUnknown = "SEC_UNKNOWN";

    /// <summary>More can be minted.</summary>
    public const string MintAuthority = "AUTH_MINT";

    /// <summary>Accounts can be frozen.</summary>
    public const string FreezeAuthority = "AUTH_FREEZE";

    /// <summary>The token cannot be transferred.</summary>
    public const string TransferBlocked = "XFER_BLOCKED";

    /// <summary>The transfer fee is too high, or enabled and unreadable.</summary>
    public const string FeeHigh = "FEE_HIGH";

    /// <summary>The ten largest holders have too much.</summary>
    public const string Top10Holders = "HOLD_TOP10";

    /// <summary>The creator or owner has too much.</summary>
    public const string CreatorHolds = "HOLD_CREATOR";

    /// <summary>Too little liquidity.</summary>
    public const string LiquidityLow = "LIQ_MIN";

    /// <summary>Too little volume.</summary>
    public const string VolumeLow = "VOL_MIN";

    /// <summary>Too young.</summary>
    public const string TooYoung = "AGE_MIN";

    /// <summary>Bought but never sold.</summary>
    public const string NoSells = "NO_SELLS";

    /// <summary>On the deny list, a quote or stable coin, or a liquid-staking token.</summary>
    public const string Excluded = "EXCLUDED";

    /// <summary>Marked as fake.</summary>
    public const string Fake = "FAKE";

    /// <summary>A needed call failed, or too little is known.</summary>
    public const string DataMissing = "DATA_MISSING";

    /// <summary>A value is impossible.</summary>
    public const string DataInvalid = "DATA_INVALID";

    /// <summary>Data was missing for 15 cycles in a row.</summary>
    public const string DataStale = "DATA_STALE";

    /// <summary>The slot rank is past the line.</summary>
    public const string RankOut = "RANK_OUT";

    /// <summary>The score is below the line.</summary>
    public const string ScoreLow = "SCORE_LOW";

    /// <summary>Liquidity halved within minutes.</summary>
    public const string LiquidityDrain = "LIQ_DRAIN";

    /// <summary>Paused too short a time ago to return.</summary>
    public const string CoolDown = "COOLDOWN";

    /// <summary>Entered too short a time ago to leave.</summary>
    public const string Dwell = "DWELL";

    /// <summary>All slots are taken.</summary>
    public const string NoSlot = "NO_SLOT";

    /// <summary>The newcomer does not lead the incumbent by enough.</summary>
    public const string IncumbentKept = "INCUMBENT_KEPT";

    /// <summary>Qualifies, but not for enough cycles yet.</summary>
    public const string WarmUp = "WARMUP";

    /// <summary>A position is open, or whether one is open is not known.</summary>
    public const string PositionOpen = "POSITION_OPEN";

    /// <summary>Tracked from the start by configuration.</summary>
    public const string Seed = "SEED";

    /// <summary>Permanent: scored like all, never gated, paused or removed.</summary>
    public const string Permanent = "PERMANENT";

    /// <summary>Entered by rank and score.</summary>
    public const string RankIn = "RANK_IN";

    /// <summary>Stays by rank and score.</summary>
    public const string RankKept = "RANK_KEPT";

    /// <summary>Paused for long enough and flat.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>Has the history that trading needs.</summary>
    public const string Activated = "ACTIVATED";

    /// <summary>A person set the strategy.</summary>
    public const string StrategySet = "STRATEGY_SET";

    /// <summary>A person went back to an earlier version of the strategy.</summary>
    public const string StrategyRolledBack = "STRATEGY_ROLLED_BACK";

    /// <summary>The policy chose another strategy.</summary>
    public const string StrategyAssigned = "STRATEGY_ASSIGNED";

    /// <summary>The policy failed or gave no usable strategy.</summary>
    public const string StrategyUnknown = "STRATEGY_UNKNOWN";

    /// <summary>A person did it; the text is the name and the reason.</summary>
    public const string ByHand = "BY_HAND";

    /// <summary>The token goes on under another address, with which the text begins.</summary>
    public const string Migrated = "MIGRATED";
}
