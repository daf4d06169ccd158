namespace BirdeyeDiscovery;

/// <summary>The option keys of <see cref="BirdeyeOptions"/>.</summary>
internal static class BirdeyeOptionKeys
{
    public static IEnumerable<OptionKey> All =>
    [
        new OptionKey<Uri>(
            "Birdeye:BaseUrl",
            "https on an allowed host, or http on a loopback address; without user, query or fragment",
            "The address of the API.",
            ValueText.Address,
            o => o.Birdeye.BaseUrl,
            (o, x) => o.Birdeye.BaseUrl = x,
            _ => true) // valid or not is decided with the option Birdeye:AllowedHosts; see BirdeyeDiscoveryOptionsRules
        {
            MayHoldSecret = true,
        },
        new OptionKey<ApiKey?>(
            "Birdeye:ApiKey",
            "up to 512 printable ASCII characters without spaces",
            "The key, sent as `X-API-KEY` and never logged. Empty means none.",
            ValueText.Secret,
            o => o.Birdeye.ApiKey,
            (o, x) => o.Birdeye.ApiKey = x,
            x => x is null || TextRules.IsToken(x.Reveal(), 1, 512)) // a key that code sets is checked here only
        {
            IsSecret = true,
        },
        Keys.Text(
            "Birdeye:Chain",
            "1 to 32 lower-case letters, digits or dashes",
            "The chain, sent as `x-chain`.",
            o => o.Birdeye.Chain,
            (o, x) => o.Birdeye.Chain = x,
            TextRules.IsChain,
            decides: true),
        Keys.Number(
            "Birdeye:RequestsPerSecond",
            .01m,
            10_000,
            "The account's limit per second.",
            o => o.Birdeye.RequestsPerSecond,
            (o, x) => o.Birdeye.RequestsPerSecond = x),
        new OptionKey<decimal?>(
            "Birdeye:RequestsPerMinute",
            "a number from 0.01 to 10,000, or empty for none",
            "The account's limit per minute, if it has one; both limits hold.",
            ValueText.NumberOrNone,
            o => o.Birdeye.RequestsPerMinute,
            (o, x) => o.Birdeye.RequestsPerMinute = x,
            x => x is null or (>= .01m and <= 10_000)),
        new OptionKey<int?>(
            "Birdeye:Hosts",
            "a whole number from 1 to 1,000, or empty for none",
            "How many hosts share the account: each one's part of the limits while Redis cannot be asked. "
            + "None: as many as were last seen there, or this one alone.",
            ValueText.WholeOrNone,
            o => o.Birdeye.Hosts,
            (o, x) => o.Birdeye.Hosts = x,
            x => x is null or (>= 1 and <= 1_000)),
        Keys.Name(
            "Birdeye:Enrichment",
            "The endpoint that supplies market figures. Cheapest: the cheapest that the plan includes.",
            o => o.Birdeye.Enrichment,
            (o, x) => o.Birdeye.Enrichment = x,
            decides: true),
        Keys.Whole(
            "Birdeye:MaxConcurrency",
            1,
            32,
            "How many calls may be under way at once.",
            o => o.Birdeye.MaxConcurrency,
            (o, x) => o.Birdeye.MaxConcurrency = x),
        Keys.Duration(
            "Birdeye:AttemptTimeout",
            TimeSpan.FromMilliseconds(50),
            TimeSpan.FromMinutes(2),
            "How long one attempt may take, headers and body together.",
            o => o.Birdeye.AttemptTimeout,
            (o, x) => o.Birdeye.AttemptTimeout = x),
        Keys.Whole(
            "Birdeye:MaxResponseBytes",
            64 * 1024,
            64 * 1024 * 1024,
            "How many bytes an answer may have after decompression.",
            o => o.Birdeye.MaxResponseBytes,
            (o, x) => o.Birdeye.MaxResponseBytes = x),
        new OptionKey<long?>(
            "Birdeye:ComputeUnitsPerMonth",
            "a whole number from 1 to 1e12, or empty for none",
            "How many compute units the hosts of the store may spend in a month of the plan. None: no limit.",
            ValueText.LongOrNone,
            o => o.Birdeye.ComputeUnitsPerMonth,
            (o, x) => o.Birdeye.ComputeUnitsPerMonth = x,
            x => x is null or (>= 1 and <= 1_000_000_000_000)),
        Keys.Whole(
            "Birdeye:BudgetResetDay",
            1,
            28,
            "The day of the month on which the plan's units begin anew, at midnight UTC.",
            o => o.Birdeye.BudgetResetDay,
            (o, x) => o.Birdeye.BudgetResetDay = x),
        Keys.Text(
            "Birdeye:BudgetAccount",
            "1 to 64 printable ASCII characters without spaces",
            "The name under which the store counts the units. Engines of one store with different accounts need different names.",
            o => o.Birdeye.BudgetAccount,
            (o, x) => o.Birdeye.BudgetAccount = x,
            x => TextRules.IsToken(x, 1, 64)),
        Keys.Whole(
            "Birdeye:BudgetMaxStretch",
            1,
            30,
            "How many intervals may lie between two cycles when the budget is short, up to a day in all.",
            o => o.Birdeye.BudgetMaxStretch,
            (o, x) => o.Birdeye.BudgetMaxStretch = x),
        .. Enum.GetValues<BirdeyeEndpoint>().Select(Cost),
    ];

    private static OptionKey Cost(BirdeyeEndpoint endpoint) => Keys.Whole(
        $"Birdeye:ComputeUnitCosts:{endpoint}",
        0,
        10_000,
        endpoint is BirdeyeEndpoint.TradeDataMultiple or BirdeyeEndpoint.MarketDataMultiple
            ? $"What a call of {endpoint} for one token costs in compute units; for n tokens it costs n^0.8 times as much."
            : $"What a call of {endpoint} costs in compute units.",
        o => o.Birdeye.ComputeUnitCosts.TryGetValue(endpoint, out var cost) ? cost : 0,
        (o, x) => o.Birdeye.ComputeUnitCosts[endpoint] = x);
}
