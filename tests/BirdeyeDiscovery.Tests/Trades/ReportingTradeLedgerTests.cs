using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class ReportingTradeLedgerTests
{
    private static readonly TradeClose Stored = Closes.Of(10m, 1.5m);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger _logger = new();

    private IReadOnlyList<FakeLogRecord> Told => _logger.Collector.GetSnapshot();

    [Fact]
    public async Task A_trade_with_other_figures_is_told_with_what_differs()
    {
        var result = await RecordAsync(Stored with { PnlUsd = 12.5m, ReturnPct = null });

        Assert.Equal((TradeCloseStatus.Conflict, Stored), (result.Status, result.Stored));
        var told = Assert.Single(Told);
        Assert.Equal((LogLevel.Warning, 1400), (told.Level, told.Id.Id));
        Assert.Equal("Discovery 'one': the trade 't60' was sent again with other figures and refused; stored are PnlUsd 10 and not 12.5, ReturnPct 1.5 and not unknown.", told.Message);
    }

    [Fact]
    public async Task Each_field_is_compared()
    {
        await RecordAsync(new TradeClose
        {
            TradeId = Stored.TradeId,
            TokenAddress = "Tok2",
            StrategyType = "other",
            PnlUsd = -1m,
            ReturnPct = -2m,
            OpenedAt = Stored.OpenedAt.AddSeconds(1),
            ClosedAt = Stored.ClosedAt.AddSeconds(1),
        });

        Assert.All(
            ["TokenAddress Tok1 and not Tok2", "StrategyType momentum and not other", "PnlUsd 10 and not -1", "ReturnPct 1.5 and not -2", "OpenedAt", "ClosedAt"],
            part => Assert.Contains(part, Told[0].Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_trade_is_told_once_a_minute_and_another_at_once()
    {
        var ledger = new ReportingTradeLedger("one", new Refusing(), _clock, _logger);
        for (var time = 0; time < 3; time++)
        {
            await ledger.RecordTradeClosedAsync(Stored with { PnlUsd = 1m }, TestContext.Current.CancellationToken);
        }

        Assert.Single(Told);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await ledger.RecordTradeClosedAsync(Stored with { PnlUsd = 1m }, TestContext.Current.CancellationToken);
        Assert.EndsWith(". (2 like it not shown)", Told[1].Message, StringComparison.Ordinal);
        await ledger.RecordTradeClosedAsync(Stored with { TradeId = "other", PnlUsd = 1m }, TestContext.Current.CancellationToken);
        Assert.Equal(3, Told.Count);
    }

    [Theory]
    [InlineData(TradeCloseStatus.Recorded)]
    [InlineData(TradeCloseStatus.AlreadyRecorded)]
    public async Task What_is_stored_is_not_told(TradeCloseStatus status)
    {
        await new ReportingTradeLedger("one", new Refusing(status), _clock, _logger).RecordTradeClosedAsync(Stored, TestContext.Current.CancellationToken);
        Assert.Empty(Told);
    }

    private async Task<TradeCloseResult> RecordAsync(TradeClose close) =>
        await new ReportingTradeLedger("one", new Refusing(), _clock, _logger).RecordTradeClosedAsync(close, TestContext.Current.CancellationToken);

    private sealed class Refusing(TradeCloseStatus status = TradeCloseStatus.Conflict) : ITradeLedger
    {
        public ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new TradeCloseResult(status, Stored with { TradeId = close.TradeId }));

        public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<TradeClose>>([]);

        public ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
