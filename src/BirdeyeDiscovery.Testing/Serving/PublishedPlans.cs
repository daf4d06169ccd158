namespace BirdeyeDiscovery.Testing;

/// <summary>The plans of Birdeye that the local server offers, as Birdeye's pages describe them.</summary>
internal static class PublishedPlans
{
    private static readonly string[] OfBusiness = ["/defi/v3/token/trade-data/multiple", "/defi/v3/token/market-data/multiple"];

    private static readonly string[] OfLite = ["/defi/token_security", "/defi/ohlcv", "/defi/v3/token/trade-data/single"];

    public static IReadOnlyList<LocalPlan> Create() =>
    [
        Plan("Standard", 1, null, 30_000, [.. OfLite, .. OfBusiness]),
        Plan("Lite", 15, null, 1_500_000, OfBusiness),
        Plan("Starter", 15, null, 5_000_000, OfBusiness),
        Plan("Premium", 50, 1_000, 15_000_000, OfBusiness),
        Plan("Premium Plus", 50, 1_000, 20_000_000, OfBusiness),
        Plan("Business B-05", 100, 1_500, 50_000_000, []),
        Plan("Business", 100, 1_500, 100_000_000, []),
        Plan("Business B-30", 150, null, 300_000_000, []),
        Plan("Business B-50", 150, null, 500_000_000, []),
    ];

    private static LocalPlan Plan(string name, int perSecond, int? perMinute, long units, string[] refused)
    {
        var plan = new LocalPlan { Name = name, RequestsPerSecond = perSecond, RequestsPerMinute = perMinute, ComputeUnits = units };
        plan.RefusedPaths.UnionWith(refused);
        return plan;
    }
}
