namespace BirdeyeDiscovery.Tests.Scoring;

/// <summary>The published examples of the model: inputs in the order of the reference, results to two decimals.</summary>
internal static class GoldenVectors
{
    public static ScoreInputs G1 { get; } = Of(5e6, 2e7, 20_000, .3, .2, 1, 4, 1.05e7, 9.5e6, 50_000, 48_000, .18, 0, false, 5_000);

    public static ScoreInputs G2 { get; } = Of(3e5, 1.8e6, 4_000, .35, 1.5, 9, 45, 9.9e5, 8.1e5, 9_000, 8_000, .22, .005, false, 90);

    public static ScoreInputs G5 { get; } = Of(4e4, 2e6, 60, .95, 1, 10, 80, 1.02e6, 9.8e5, 4_000, 3_900, .45, .05, true, 10);

    public static TheoryData<string, ScoreInputs, double[]> All { get; } = new()
    {
        { "G1", G1, [53.16, 100, 100, 95.00, 72.44, 85.25] },
        { "G2", G2, [74.75, 88.91, 83.56, 93.40, 74.99, 84.31] },
        { "G3", Of(8e4, 9e5, 2_500, .4, 1, 6, 60, 4.8e5, 4.2e5, 6_000, 5_600, .25, .01, false, 30), [71.81, 60.21, 70.51, 88.36, 68.08, 72.29] },
        { "G4", Of(35_000, 1.2e6, 5_000, .5, 3, 15, 210, 6.2e5, 5.8e5, 9_000, 8_800, .30, .02, true, 9), [76.60, 42.25, 48.06, 74.30, 71.35, 62.37] },
        { "G5", G5, [70.68, 45.15, 5.77, 58.33, 33.10, 45.84] },
        { "G6", Of(9e4, 6e5, 1_800, .4, -2, -12, -60, 2.4e5, 3.6e5, 2_500, 3_600, .28, .01, false, 40), [15.38, 62.76, 65.88, 86.83, 41.32, 56.55] },
        { "G7", WithLiveAuthorities(Of(3e5, 3e6, 5_000, .4, 5, 40, 300, 2e6, 1e6, 9_000, 5_000, .30, .02, true, 20)), [96.27, 88.91, 91.78, 0, 94.44, 40.00] },
        { "G8", Of(8_000, 3e5, 600, .6, 30, 300, 300, 2e5, 1e5, 900, 300, .60, .10, true, .4), [62.47, 10.21, 22.75, 30.14, 77.52, 37.62] },
        { "G9", Of(2e5, 1e6, 2_000, .4, 1, 8, 30, 5.4e5, 4.6e5, 3_000, 2_800, .75, .12, true, 50), [70.30, 80.10, 74.10, 33.19, 66.14, 58.35] },
        { "G10", G2 with { LiquidityUsd = 1.8e5, PeakLiquidity60mUsd = 3e5 }, [58.03, 19.45, 83.56, 93.40, 74.99, 54.19] },
        { "G11", G2 with { Security = null }, [74.75, 88.91, 83.56, 0, 74.99, 40.00] },
        { "G12", default, [25, 0, 0, 0, 30.64, 9.60] },
        { "G13", G2 with { Change1hPercent = 400 }, [85.58, 88.91, 83.56, 93.40, 74.99, 86.48] },
    };

    private static ScoreInputs Of(
        double liquidity,
        double volume,
        double wallets,
        double roundTrip,
        double change5m,
        double change1h,
        double change24h,
        double buyVolume,
        double sellVolume,
        double buys,
        double sells,
        double top10,
        double creator,
        bool mutable,
        double ageHours) => new()
        {
            LiquidityUsd = liquidity,
            Volume24hUsd = volume,
            UniqueWallets24h = wallets,
            RoundTripShare = roundTrip,
            Change5mPercent = change5m,
            Change1hPercent = change1h,
            Change24hPercent = change24h,
            BuyVolume24hUsd = buyVolume,
            SellVolume24hUsd = sellVolume,
            BuyCount24h = buys,
            SellCount24h = sells,
            Security = new SecurityFacts { Top10Share = top10, CreatorShare = creator, MutableMetadata = mutable },
            AgeHours = ageHours,
        };

    private static ScoreInputs WithLiveAuthorities(ScoreInputs inputs) =>
        inputs with { Security = inputs.Security! with { MintAuthorityLive = true, FreezeAuthorityLive = true } };
}
