namespace BirdeyeDiscovery;

/// <summary>The option keys of <see cref="DiscoveryOptions"/>; all of them affect what a cycle decides.</summary>
internal static class DiscoveryOptionKeys
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<OptionKey> All =>
    [
        Keys.Duration(
            "Discovery:Interval",
            Second,
            Day,
            "The time between the starts of two cycles.",
            o => o.Discovery.Interval,
            (o, x) => o.Discovery.Interval = x,
            decides: true),
        Keys.Duration(
            "Discovery:CycleTimeout",
            Second,
            Day,
            "How long a cycle may take; it may outlast the interval.",
            o => o.Discovery.CycleTimeout,
            (o, x) => o.Discovery.CycleTimeout = x,
            decides: true),
        Keys.Whole(
            "Discovery:TrendingLimit",
            1,
            5_000,
            "How many trending tokens a cycle asks for.",
            o => o.Discovery.TrendingLimit,
            (o, x) => o.Discovery.TrendingLimit = x,
            decides: true),
        Keys.Number(
            "Discovery:MinLiquidityUsd",
            0,
            1e15m,
            "The least liquidity of a candidate, in USD.",
            o => o.Discovery.MinLiquidityUsd,
            (o, x) => o.Discovery.MinLiquidityUsd = x,
            decides: true),
        Keys.Number(
            "Discovery:MinVolume24hUsd",
            0,
            1e15m,
            "The least volume of 24 hours of a candidate, in USD.",
            o => o.Discovery.MinVolume24hUsd,
            (o, x) => o.Discovery.MinVolume24hUsd = x,
            decides: true),
        Keys.Whole(
            "Discovery:ActiveSlots",
            1,
            1_000,
            "The worst slot rank that enters.",
            o => o.Discovery.ActiveSlots,
            (o, x) => o.Discovery.ActiveSlots = x,
            decides: true),
        Keys.Whole(
            "Discovery:KeepRank",
            1,
            1_000,
            "The worst slot rank that stays; at least `Discovery:ActiveSlots`.",
            o => o.Discovery.KeepRank,
            (o, x) => o.Discovery.KeepRank = x,
            decides: true),
        Keys.Number(
            "Discovery:PauseBelowScore",
            0,
            100,
            "The score that an entry needs and below which a token is on its way out.",
            o => o.Discovery.PauseBelowScore,
            (o, x) => o.Discovery.PauseBelowScore = x,
            decides: true),
        Keys.Whole(
            "Discovery:PauseAfterCycles",
            1,
            1_000,
            "How many good cycles in a row below that score pause a token.",
            o => o.Discovery.PauseAfterCycles,
            (o, x) => o.Discovery.PauseAfterCycles = x,
            decides: true),
        Keys.Duration(
            "Discovery:RemoveAfter",
            TimeSpan.Zero,
            TimeSpan.FromDays(365),
            "After how long a paused and flat token is removed.",
            o => o.Discovery.RemoveAfter,
            (o, x) => o.Discovery.RemoveAfter = x,
            decides: true),
        Keys.Name(
            "Discovery:Enrichment",
            "Which candidates are read in full: all, or those that can still change a decision.",
            o => o.Discovery.Enrichment,
            (o, x) => o.Discovery.Enrichment = x,
            decides: false),
        Keys.Whole(
            "Discovery:AuditEvery",
            0,
            10_000,
            "How often, in good cycles, a staged engine reads all candidates and compares the decisions; 0 is never.",
            o => o.Discovery.AuditEvery,
            (o, x) => o.Discovery.AuditEvery = x,
            decides: false),
        Keys.Name(
            "Discovery:CandlesFor",
            "For which candidates candles are read.",
            o => o.Discovery.CandlesFor,
            (o, x) => o.Discovery.CandlesFor = x,
            decides: true),
        Keys.Name("Discovery:Mode", "What a cycle may write.", o => o.Discovery.Mode, (o, x) => o.Discovery.Mode = x, decides: true),
        Keys.Number(
            "Discovery:Damping:EntryMargin",
            0,
            100,
            "How many points above `Discovery:PauseBelowScore` an entry needs.",
            o => o.Discovery.Damping.EntryMargin,
            (o, x) => o.Discovery.Damping.EntryMargin = x,
            decides: true),
        Keys.Whole(
            "Discovery:Damping:ConfirmationCycles",
            0,
            100,
            "How many good cycles in a row a token must qualify before it enters.",
            o => o.Discovery.Damping.ConfirmationCycles,
            (o, x) => o.Discovery.Damping.ConfirmationCycles = x,
            decides: true),
        Keys.Number(
            "Discovery:Damping:IncumbentMargin",
            0,
            100,
            "How many points a newcomer must lead the worst incumbent by.",
            o => o.Discovery.Damping.IncumbentMargin,
            (o, x) => o.Discovery.Damping.IncumbentMargin = x,
            decides: true),
        Keys.Whole(
            "Discovery:Damping:MinDwellCycles",
            0,
            10_000,
            "How many good cycles a token stays after its entry.",
            o => o.Discovery.Damping.MinDwellCycles,
            (o, x) => o.Discovery.Damping.MinDwellCycles = x,
            decides: true),
        Keys.Whole(
            "Discovery:Damping:CoolDownCycles",
            0,
            10_000,
            "How many good cycles a paused token waits before it may return.",
            o => o.Discovery.Damping.CoolDownCycles,
            (o, x) => o.Discovery.Damping.CoolDownCycles = x,
            decides: true),
    ];
}
