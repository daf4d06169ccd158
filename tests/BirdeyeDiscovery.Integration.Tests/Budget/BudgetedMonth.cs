using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>
/// Days of an engine with two hosts: hosts are restarted and killed, the other one takes over, the store sometimes does not answer, and a
/// reset of the plan lies within.
/// </summary>
internal sealed class BudgetedMonth(long budget, IComputeUnitLedger ledger, int seed, int maxStretch = 30) : IDisposable
{
    public const int ResetDay = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly Random _chance = new(seed);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 4, 17, 8, 0, 0, TimeSpan.Zero).AddSeconds(7 * (seed % 250)));
    private readonly List<SnapshotRecord> _stored = [];
    private readonly List<(DateTimeOffset At, BudgetForecast Forecast)> _forecasts = [];
    private BudgetedHost? _host;

    public BilledAccount Billed { get; } = new(ResetDay);

    public IReadOnlyList<SnapshotRecord> Stored => _stored;

    public IReadOnlyList<(DateTimeOffset At, BudgetForecast Forecast)> Forecasts => _forecasts;

    /// <summary>Gets how much later than its own stretched interval the latest cycle came, while units were left.</summary>
    public TimeSpan LatestBy { get; private set; }

    public int Kills { get; private set; }

    public void Dispose() => _host?.Dispose();

    public async Task RunAsync(DateTimeOffset until)
    {
        Restart();
        DateTimeOffset? last = null;
        var (staged, interval) = (0, Interval);
        var wasUsedUp = false;
        while (_clock.GetUtcNow() < until)
        {
            try
            {
                if (_chance.Next(700) == 0)
                {
                    using var other = Other();
                    await other.ProbeAsync();
                }

                var options = await _host!.DecideAsync();
                var due = CycleClock.Due(last, _host.SpacingOf(options), _clock.GetUtcNow());
                if (due is not { } now)
                {
                    var next = last!.Value + _host.SpacingOf(options) - _clock.GetUtcNow();
                    _clock.Advance(next < Interval ? next : Interval);
                    continue;
                }

                if (last is { } before && !wasUsedUp)
                {
                    var lateBy = _clock.GetUtcNow() - before - interval;
                    LatestBy = lateBy > LatestBy ? lateBy : LatestBy;
                }

                double? killed = _chance.Next(300) == 0 ? _chance.NextDouble() : null;
                if (await _host.RunAsync(options, staged, killed) is not { } snapshot)
                {
                    // The lease of the killed host runs out, and the other one takes over.
                    Kills++;
                    _clock.Advance(TimeSpan.FromSeconds(40));
                    Restart();
                    continue;
                }

                (last, interval, wasUsedUp) = (now, options.Discovery.Interval, snapshot.Budget!.IsUsedUp);
                staged = snapshot.Enrichment == CycleEnrichment.Audit ? 0 : staged + 1;
                _stored.Insert(0, snapshot with { CycleTimestamp = now });
                _forecasts.Add((now, snapshot.Budget));
                if (_chance.Next(400) == 0)
                {
                    Restart();
                }
            }
            catch (DiscoveryStoreException)
            {
                // The run failed before its first request, and is repeated soon.
                _clock.Advance(TimeSpan.FromSeconds(10));
            }
        }
    }

    private void Restart()
    {
        _host?.Dispose();
        _host = Other();
    }

    private BudgetedHost Other()
    {
        var history = Substitute.For<IDiscoveryHistory>();
        history.GetSnapshotsAsync(default, default).ReturnsForAnyArgs(
            call => new ValueTask<IReadOnlyList<SnapshotRecord>>([.. _stored.Take(call.Arg<int>())]));
        var options = new BirdeyeDiscoveryOptions();
        options.Birdeye.Enrichment = EnrichmentSource.TradeData;
        (options.Birdeye.ComputeUnitsPerMonth, options.Birdeye.BudgetResetDay) = (budget, ResetDay);
        options.Birdeye.BudgetMaxStretch = maxStretch;

        // The clocks of the hosts differ from Birdeye's by what Storage:MaxClockSkew allows.
        var offset = TimeSpan.FromSeconds(_chance.Next(-60, 61));
        return new BudgetedHost(_clock, offset, new UnsureLedger(ledger, _chance, 2_000), history, options, Billed, _chance);
    }
}
