namespace BirdeyeDiscovery;

/// <summary>
/// The gates, in the order of their cost. The result is the first gate that fails, with the value and the threshold as a fraction, in USD,
/// in hours or as a count.
/// </summary>
internal static class Gates
{
    /// <summary>The gates that precede all others: a removal by hand, and an address that migrated.</summary>
    public static Gate? Barred(string address, TrackedToken? token, IReadOnlyDictionary<string, string> migrations) =>
        migrations.ContainsKey(address) ? new Gate(RejectionStage.Trending, ReasonCodes.Migrated)
        : token is { Status: TokenStatus.Removed, HeldBy: not null } ? new Gate(RejectionStage.Trending, ReasonCodes.ByHand)
        : null;

    /// <summary>The first gate that fails on the known data, in the order of the cost of the gates.</summary>
    public static Gate? First(CandidateFacts facts, TrackedToken? token, BirdeyeDiscoveryOptions options, DateTimeOffset now) =>
        token.IsExempt()
        ? null
        : Cheap(facts, options) ?? Security(facts, options, token.IsTracked()) ?? Market(facts, options, now, token.IsTracked());

    /// <summary>The cheap gates, on list data only. Unknown liquidity or volume passes here; the market gates have more data.</summary>
    public static Gate? Cheap(CandidateFacts facts, BirdeyeDiscoveryOptions options) =>
        Excluded(facts, options) ?? (facts.ListPosition is null ? null : Amounts(facts, options, RejectionStage.Trending));

    /// <summary>The gates on the security answer.</summary>
    /// <remarks>
    /// A tracked token is gated on known values only. A failed call is no answer and fails no gate; the planner handles it as missing data.
    /// </remarks>
    public static Gate? Security(CandidateFacts facts, BirdeyeDiscoveryOptions options, bool isTracked)
    {
        if (facts.Security is not { } security)
        {
            return facts.SecurityAsked && !isTracked && !facts.FailedCalls.Contains(CandidateFacts.SecurityCall)
                ? Failed(ReasonCodes.SecurityUnknown)
                : null;
        }

        if (!isTracked && security.AuthorityUnknown)
        {
            return Failed(ReasonCodes.SecurityUnknown);
        }

        if (security.Fake)
        {
            return Failed(ReasonCodes.Fake);
        }

        var scoring = options.Scoring;
        return Authorities(facts.Address, security, scoring)
            ?? (security.NonTransferable ? Failed(ReasonCodes.TransferBlocked) : default(Gate?))
            ?? Fee(security, scoring, isTracked)
            ?? Above(ReasonCodes.Top10Holders, security.Top10Share, scoring.MaxTop10Share)
            ?? Above(ReasonCodes.CreatorHolds, Larger(security.CreatorShare, security.OwnerShare), scoring.MaxCreatorShare);
    }

    /// <summary>
    /// The gates on the market data. Liquidity and volume are checked again for tokens whose numbers are not from the list.
    /// </summary>
    /// <remarks>
    /// Many buys without a known number of sells look like a token that nobody can sell, so such a token does not enter. A tracked token is
    /// gated on known values only.
    /// </remarks>
    public static Gate? Market(CandidateFacts facts, BirdeyeDiscoveryOptions options, DateTimeOffset now, bool isTracked) =>
        Amounts(facts, options, RejectionStage.Market) ?? Age(facts, options, now) ?? Sells(facts, options, isTracked);

    /// <summary>The gate of a paused token's return: a value that an entry needs is unknown, which rejects no tracked token.</summary>
    /// <remarks>An unknown authority or a missing security answer needs no rule here: both count as missing data.</remarks>
    public static Reason? EntryOnUnknown(CandidateFacts facts, BirdeyeDiscoveryOptions options) =>
        facts.Security is { FeeUnreadable: true } ? new Reason(ReasonCodes.FeeHigh, "the transfer fee is not readable")
        : HasManyBuys(facts, options) && facts.Sells1h is null ? new Reason(ReasonCodes.NoSells, "the number of sells is not known")
        : null;

    private static Gate? Excluded(CandidateFacts facts, BirdeyeDiscoveryOptions options) =>
        ExcludedTokens.Contains(options.Birdeye.Chain, facts.Address) || Holds(options.Scoring.DenyList, facts.Address)
            ? new Gate(RejectionStage.Trending, ReasonCodes.Excluded)
            : null;

    private static Gate? Amounts(CandidateFacts facts, BirdeyeDiscoveryOptions options, RejectionStage stage) =>
        Below(stage, ReasonCodes.LiquidityLow, facts.LiquidityUsd, (double)options.Discovery.MinLiquidityUsd)
        ?? Below(stage, ReasonCodes.VolumeLow, facts.Volume24hUsd, (double)options.Discovery.MinVolume24hUsd);

    private static Gate? Authorities(string address, SecurityFacts security, ScoringOptions scoring)
    {
        if ((!security.MintAuthorityLive && !security.FreezeAuthorityLive) || Holds(scoring.AuthorityAllowList, address))
        {
            return null;
        }

        return Failed(security.MintAuthorityLive ? ReasonCodes.MintAuthority : ReasonCodes.FreezeAuthority);
    }

    private static Gate? Fee(SecurityFacts security, ScoringOptions scoring, bool isTracked) =>
        security.FeeUnreadable && !isTracked
            ? new Gate(RejectionStage.Security, ReasonCodes.FeeHigh, null, scoring.MaxTransferFee)
            : Above(ReasonCodes.FeeHigh, security.TransferFee, scoring.MaxTransferFee);

    private static Gate? Age(CandidateFacts facts, BirdeyeDiscoveryOptions options, DateTimeOffset now) =>
        Below(RejectionStage.Market, ReasonCodes.TooYoung, facts.Security?.AgeHours(now), options.Scoring.MinAge.TotalHours);

    private static Gate? Sells(CandidateFacts facts, BirdeyeDiscoveryOptions options, bool isTracked) =>
        HasManyBuys(facts, options) && (isTracked ? facts.Sells1h is 0 : facts.Sells1h is null or 0)
            ? new Gate(RejectionStage.Market, ReasonCodes.NoSells, facts.Buys1h, options.Scoring.NoSellsMinBuys)
            : null;

    private static bool HasManyBuys(CandidateFacts facts, BirdeyeDiscoveryOptions options) =>
        facts.Buys1h >= options.Scoring.NoSellsMinBuys;

    private static Gate? Below(RejectionStage stage, string code, double? value, double least) =>
        value < least ? new Gate(stage, code, value, least) : null;

    private static Gate? Above(string code, double? value, double most) =>
        value > most ? new Gate(RejectionStage.Security, code, value, most) : null;

    private static Gate Failed(string code) => new(RejectionStage.Security, code);

    private static double? Larger(double? a, double? b) => a > b || b is null ? a : b;

    // The gate of excluded tokens compares addresses: those of Solana are case-sensitive; those of EVM chains are not.
    private static bool Holds(ISet<string> addresses, string address) =>
        addresses.Contains(address)
        || (address.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && addresses.Any(x => string.Equals(x, address, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A gate that a candidate failed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Code">The reason code.</param>
/// <param name="Value">The compared value: USD, fraction, hours or count.</param>
/// <param name="Threshold">The threshold of the comparison.</param>
internal readonly record struct Gate(RejectionStage Stage, string Code, double? Value = null, double? Threshold = null);
