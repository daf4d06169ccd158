namespace BirdeyeDiscovery;

/// <summary>The option keys of <see cref="ScoringOptions"/>; all of them affect what a cycle decides.</summary>
internal static class ScoringOptionKeys
{
    public static IEnumerable<OptionKey> All =>
    [
        Weight("Momentum", o => o.Scoring.MomentumWeight, (o, x) => o.Scoring.MomentumWeight = x),
        Weight("Liquidity", o => o.Scoring.LiquidityWeight, (o, x) => o.Scoring.LiquidityWeight = x),
        Weight("Volume", o => o.Scoring.VolumeWeight, (o, x) => o.Scoring.VolumeWeight = x),
        Weight("Safety", o => o.Scoring.SafetyWeight, (o, x) => o.Scoring.SafetyWeight = x),
        Weight("Flow", o => o.Scoring.FlowWeight, (o, x) => o.Scoring.FlowWeight = x),
        Keys.Share(
            "Scoring:MinCoverage",
            "The coverage that a rank and an entry need.",
            o => o.Scoring.MinCoverage,
            (o, x) => o.Scoring.MinCoverage = x),
        Keys.Share(
            "Scoring:MaxTransferFee",
            "The highest transfer fee, as a fraction.",
            o => o.Scoring.MaxTransferFee,
            (o, x) => o.Scoring.MaxTransferFee = x),
        Keys.Share(
            "Scoring:MaxTop10Share",
            "The highest share of the ten largest holders, as a fraction.",
            o => o.Scoring.MaxTop10Share,
            (o, x) => o.Scoring.MaxTop10Share = x),
        Keys.Share(
            "Scoring:MaxCreatorShare",
            "The highest share of the creator or owner, as a fraction.",
            o => o.Scoring.MaxCreatorShare,
            (o, x) => o.Scoring.MaxCreatorShare = x),
        Keys.Duration(
            "Scoring:MinAge",
            TimeSpan.Zero,
            TimeSpan.FromDays(30),
            "The least age of a token.",
            o => o.Scoring.MinAge,
            (o, x) => o.Scoring.MinAge = x,
            decides: true),
        Keys.Whole(
            "Scoring:NoSellsMinBuys",
            1,
            1_000_000,
            "How many buys without one sell within an hour reject a token.",
            o => o.Scoring.NoSellsMinBuys,
            (o, x) => o.Scoring.NoSellsMinBuys = x,
            decides: true),
    ];

    private static OptionKey<double> Weight(
        string name,
        Func<BirdeyeDiscoveryOptions, double> get,
        Action<BirdeyeDiscoveryOptions, double> set) => new(
        $"Scoring:{name}Weight",
        "a finite number of at least 0; one weight is above 0",
        $"The weight of the component {name}; weights are divided by their sum.",
        ValueText.Real,
        get,
        set,
        x => double.IsFinite(x) && x >= 0)
        {
            DecidesCycle = true,
        };
}
