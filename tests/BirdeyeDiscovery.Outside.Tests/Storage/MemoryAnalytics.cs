namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Computes the analytics from all rows. The library's own types make the figures of the rows that are found.</summary>
internal sealed class MemoryAnalytics(MemoryDatabase database, TimeProvider clock) : IDiscoveryAnalytics
{
    public ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default) => database.ReadAsync(
        tables => StrategyComparison.From(
            tables.Days.Where(day => day.Category == category && day.WindowEnd > since)
                .Select(day => day with { TokenAddress = tables.Resolve(day.TokenAddress) }),
            Of(tables, category, since.UtcDateTime.Date)
                .Where(static close => close.ReturnPct is not null)
                .Select(static close => (close.StrategyType, close.ReturnPct!.Value))),
        cancellationToken);

    public ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default) => database.ReadAsync(
        tables => StrategyVersionComparison.From(
            tables.Versions.Select(version =>
                (tables.Resolve(version.TokenAddress), version.Version, version.StrategyConfig)),
            tables.Trades.Where(trade => trade.Category == category && trade.Close.ClosedAt >= since).Select(trade => new TradeOfVersion(
                tables.Resolve(trade.Close.TokenAddress),
                trade.Close.StrategyType,
                trade.StrategyVersion,
                trade.Close.PnlUsd,
                trade.Close.ReturnPct,
                trade.Close.OpenedAt))),
        cancellationToken);

    public ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(
        TopPerformersQuery query, CancellationToken cancellationToken = default)
    {
        var since = query.Since(clock);
        return database.ReadAsync<IReadOnlyList<TopPerformer>>(
            tables =>
            [
                .. tables.Tokens.Where(token => token.TradesCount > query.MoreThanTrades && token.DiscoveredAt > since)
                    .OrderByDescending(static token => token.TotalPnlUsd)
                    .Take(query.Limit)
                    .Select(token => Top(token, MemoryTables.Totals(
                        tables.Trades.Where(trade =>
                            tables.Resolve(trade.Close.TokenAddress) == token.Address && trade.Close.ClosedAt > since)))),
            ],
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync(
        static tables => ScoreTierEffectiveness.From(
            [
                .. from row in tables.Scores
                   join token in tables.Tokens on row.Value.TokenAddress equals token.Address
                   where token.TradesCount > 0
                   group row by (Tier: TierOf(row.Value.TotalScore), Token: token) into rows
                   select (rows.Key.Tier, rows.Key.Token.Symbol, rows.LongCount(), TotalsOf(rows.Key.Token)),
            ],
            [
                .. tables.Trades
                    .GroupBy(trade => (
                        Tier: TierOf(MemoryHistory.ScoresOf(tables, trade.Close.TokenAddress)
                            .FirstOrDefault(row => row.Time <= trade.Close.OpenedAt)?.Value.TotalScore),
                        Token: tables.Resolve(trade.Close.TokenAddress)))
                    .Select(static trades => (trades.Key.Tier, MemoryTables.Totals(trades))),
            ]),
        cancellationToken);

    public ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync(
        static tables => CategoryPerformance.From(
            [.. tables.Tokens.Where(static token => token.TradesCount > 0)
                .Select(static token => (token.Category, token.StrategyType, TotalsOf(token)))],
            [
                .. tables.Trades.Where(static trade => trade.Category is not null)
                    .GroupBy(trade => (Category: trade.Category!.Value, trade.Close.StrategyType, tables.Resolve(trade.Close.TokenAddress)))
                    .Select(static trades => (trades.Key.Category, trades.Key.StrategyType, MemoryTables.Totals(trades))),
            ]),
        cancellationToken);

    public ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
            database.ReadAsync<IReadOnlyList<StrategyPerformance>>(
        tables =>
        {
            var addresses = tables.AddressesOf(address);
            return
            [
                .. tables.Days.Where(day => addresses.Contains(day.TokenAddress) && day.WindowStart >= from && day.WindowStart < to)
                    .OrderBy(static day => day.WindowStart)
                    .ThenBy(static day => StoredText.Of(day.Category), StringComparer.Ordinal)
                    .ThenBy(static day => day.StrategyType, StringComparer.Ordinal),
            ];
        },
        cancellationToken);

    private static IEnumerable<TradeClose> Of(MemoryTables tables, TokenCategory category, DateTime firstDay) => tables.Trades
        .Where(trade => trade.Category == category && trade.Close.ClosedAt.UtcDateTime >= firstDay)
        .Select(static trade => trade.Close);

    private static TradeTotals TotalsOf(TrackedToken token) => new(token.TradesCount, token.WinCount, token.TotalPnlUsd);

    private static ScoreTier TierOf(decimal? score) => score switch
    {
        null => ScoreTier.Unscored,
        >= 80m => ScoreTier.Excellent,
        >= 60m => ScoreTier.Good,
        _ => ScoreTier.Poor,
    };

    private static TopPerformer Top(TrackedToken token, TradeTotals since) => new()
    {
        Address = token.Address,
        Symbol = token.Symbol,
        Category = token.Category,
        DiscoveredAt = token.DiscoveredAt,
        Trades = TotalsOf(token),
        Since = since,
    };
}
