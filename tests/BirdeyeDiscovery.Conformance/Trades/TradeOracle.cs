using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The counters and daily rows that closes should give, computed in the plainest way, in doubles where the library does not.</summary>
internal sealed class TradeOracle
{
    private readonly Dictionary<string, TokenCategory> _tracked = [];
    private readonly Dictionary<string, string> _migrated = [];
    private readonly Dictionary<string, (TradeClose Close, TokenCategory? Category)> _closes = [];

    public void Track(string address, TokenCategory category)
    {
        var isNew = _tracked.TryAdd(address, category);
        _tracked[address] = category;
        foreach (var (id, (close, known)) in _closes.ToList())
        {
            if (isNew && known is null && Resolve(close.TokenAddress) == address)
            {
                _closes[id] = (close, category);
            }
        }
    }

    public void Migrate(string oldAddress, string newAddress) => _migrated.Add(oldAddress, newAddress);

    public void Record(TradeClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        var stored = close with { PnlUsd = Math.Round(close.PnlUsd, 2, MidpointRounding.AwayFromZero) };
        _closes.TryAdd(close.TradeId, (stored, _tracked.TryGetValue(Resolve(close.TokenAddress), out var category) ? category : null));
    }

    public async ValueTask AssertAsync(StoreHarness harness, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        Assert.Equal(_closes.Count, await harness.CountAsync("trade_closes", cancellationToken));
        foreach (var address in _tracked.Keys)
        {
            var closes = _closes.Values.Select(entry => entry.Close).Where(close => Resolve(close.TokenAddress) == address).ToList();
            Assert.Equal(
                new TradeTotals(closes.Count, closes.Count(close => close.PnlUsd > 0), closes.Sum(close => close.PnlUsd)),
                await Trades.CountersAsync(harness, address, cancellationToken));
        }

        var days = _closes.Values.Where(entry => entry.Category is not null)
            .GroupBy(entry => (entry.Close.TokenAddress, entry.Category!.Value, entry.Close.StrategyType, Day: DateOnly.FromDateTime(entry.Close.ClosedAt.UtcDateTime)))
            .ToDictionary(day => day.Key, day => day.Select(entry => entry.Close).OrderBy(close => close.ClosedAt).ThenBy(close => close.TradeId, StringComparer.Ordinal).ToList());
        Assert.Equal(days.Count, await harness.CountAsync("strategy_performance", cancellationToken));
        foreach (var address in days.Keys.Select(key => key.TokenAddress).Distinct())
        {
            foreach (var row in await Trades.DaysAsync(harness, address, cancellationToken))
            {
                AssertDay(days[(address, row.Category, row.StrategyType, DateOnly.FromDateTime(row.WindowStart.UtcDateTime))], row);
            }
        }
    }

    private static void AssertDay(List<TradeClose> closes, StrategyPerformance row)
    {
        var wins = closes.Where(close => close.PnlUsd > 0).ToList();
        var losses = closes.Where(close => close.PnlUsd < 0).ToList();
        Assert.Equal((closes.Count, wins.Count, losses.Count), (row.TradesCount, row.WinCount, row.LossCount));
        Assert.Equal(closes.Sum(close => close.PnlUsd), row.TotalPnlUsd);
        AssertNear((double)wins.Count / closes.Count, row.WinRate);
        AssertNear(Returns(wins).Count > 0 ? Returns(wins).Average() : null, row.AvgGainPct);
        AssertNear(Returns(losses).Count > 0 ? Returns(losses).Average() : null, row.AvgLossPct);
        AssertNear(Returns(wins).Count > 0 ? Returns(wins).Max() : null, row.MaxGainPct);
        AssertNear(Returns(losses).Count > 0 ? Returns(losses).Min() : null, row.MaxLossPct);
        AssertNear(Sharpe(Returns(closes)), row.SharpeRatio);
        AssertNear(Drawdown(Returns(closes)), row.MaxDrawdownPct);
    }

    private static List<double> Returns(List<TradeClose> closes) =>
        [.. closes.Where(close => close.ReturnPct is not null).Select(close => (double)close.ReturnPct!.Value)];

    private static double? Sharpe(List<double> returns)
    {
        if (returns.Count < 2 || returns.Distinct().Count() == 1)
        {
            return null;
        }

        var mean = returns.Average();
        return mean / Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Count - 1));
    }

    private static double? Drawdown(List<double> returns)
    {
        var (equity, peak, deepest) = (1d, 1d, 0d);
        foreach (var value in returns)
        {
            equity = Math.Max(0, equity * (1 + (value / 100)));
            peak = Math.Max(peak, equity);
            deepest = Math.Max(deepest, (peak - equity) / peak);
        }

        return returns.Count == 0 ? null : deepest * 100;
    }

    private static void AssertNear(double? expected, decimal? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } known)
        {
            Assert.Equal(known, (double)actual!.Value, .00006 + (Math.Abs(known) * 1e-9));
        }
    }

    private string Resolve(string address) => _migrated.TryGetValue(address, out var next) ? Resolve(next) : address;
}
