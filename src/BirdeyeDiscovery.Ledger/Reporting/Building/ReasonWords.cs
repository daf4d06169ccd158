namespace BirdeyeDiscovery.Ledger;

/// <summary>Gets the words that a report shows for a reason code.</summary>
internal static class ReasonWords
{
    public static string CodeOf(string reason) => reason.Split(':', 2)[0];

    /// <summary>
    /// Gets the words that a report shows for a reason code, or <see langword="null"/> for one that this version does not know.
    /// </summary>
    public static string? Of(string code) => code switch
    {
        ReasonCodes.Excluded => "it is on a list of excluded tokens",
        ReasonCodes.LiquidityLow => "the liquidity is too low",
        ReasonCodes.VolumeLow => "the volume is too low",
        ReasonCodes.SecurityUnknown => "its security is not known",
        ReasonCodes.Fake => "it is marked as fake",
        ReasonCodes.MintAuthority => "more tokens can be minted",
        ReasonCodes.FreezeAuthority => "accounts can be frozen",
        ReasonCodes.TransferBlocked => "it cannot be transferred",
        ReasonCodes.FeeHigh => "the transfer fee is too high",
        ReasonCodes.Top10Holders => "ten holders own too much",
        ReasonCodes.CreatorHolds => "the creator owns too much",
        ReasonCodes.TooYoung => "it is too young",
        ReasonCodes.NoSells => "it was bought but never sold",
        ReasonCodes.DataMissing => "too little is known",
        ReasonCodes.DataStale => "it had no usable data for long",
        ReasonCodes.RankIn => "its rank and its score qualify",
        ReasonCodes.RankKept => "its rank is good enough to stay",
        ReasonCodes.RankOut => "its rank is not good enough",
        ReasonCodes.Outranked => "it could not have changed a decision",
        ReasonCodes.ScoreLow => "its score is too low",
        ReasonCodes.NoSlot => "all slots are taken",
        ReasonCodes.Permanent => "it is permanent",
        ReasonCodes.WarmUp => "it has not qualified for long enough",
        ReasonCodes.CoolDown => "it was paused too recently",
        ReasonCodes.Dwell => "it entered too recently to leave",
        ReasonCodes.IncumbentKept => "its lead is too small",
        ReasonCodes.Seed => "the configuration tracks it",
        ReasonCodes.Activated => "it has the history that trading needs",
        ReasonCodes.Expired => "it was paused for long enough",
        ReasonCodes.StrategyAssigned => "the policy chose another strategy",
        ReasonCodes.StrategyUnknown => "it has no usable strategy",
        ReasonCodes.StrategySet => "a person set the strategy",
        ReasonCodes.StrategyRolledBack => "a person restored a strategy",
        ReasonCodes.ByHand => "a person decided it",
        ReasonCodes.Migrated => "it continues under another address",
        _ => null,
    };
}
