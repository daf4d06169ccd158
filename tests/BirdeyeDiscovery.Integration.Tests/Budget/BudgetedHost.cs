using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>One process of a host: the engine's own governor and purse, over a ledger, with a clock that is off by a little.</summary>
internal sealed class BudgetedHost : IDisposable
{
    private readonly FakeTimeProvider _clock;
    private readonly UnitPurse _purse;
    private readonly CycleBudget _budget;
    private readonly BirdeyeDiscoveryOptions _options;
    private readonly BilledAccount _billed;
    private readonly MarketCosts _market;
    private readonly Random _chance;
    private bool _isFirst = true;

    public BudgetedHost(
        FakeTimeProvider clock, TimeSpan offset, IComputeUnitLedger ledger, IDiscoveryHistory history, BirdeyeDiscoveryOptions options,
        BilledAccount billed, Random chance)
    {
        (_clock, _options, _billed, _chance) = (clock, options, billed, chance);
        _market = new MarketCosts(chance);
        _purse = new UnitPurse(() => ledger, () => clock.GetUtcNow() + offset);
        _budget = new CycleBudget(
            "", _purse, history, new EngineTelemetry(new DiscoveryMeter(null), "", clock), NullLogger.Instance);
    }

    /// <summary>Decides what the next cycle does without.</summary>
    public ValueTask<BirdeyeDiscoveryOptions> DecideAsync() => _budget.DecideAsync(_options, epoch: 1, CancellationToken.None);

    public TimeSpan SpacingOf(BirdeyeDiscoveryOptions options) => _budget.SpacingOf(options);

    public BudgetForecast Forecast => _budget.Forecast!;

    /// <summary>Asks Birdeye for the time, as a host does whose clock differs from the store's, whether it leads or not.</summary>
    public async Task ProbeAsync()
    {
        _purse.Use(BudgetTerms.Of(_options));
        using var scope = Scope();
        await SendAsync(scope, BirdeyeEndpoint.Trending);
        await _budget.ReturnAsync();
    }

    /// <summary>Runs the requests of a cycle; null when the host is killed within it, and the units it reserved are not returned.</summary>
    public async Task<SnapshotRecord?> RunAsync(BirdeyeDiscoveryOptions options, int stagedCycles, double? killedAt)
    {
        var reserved = await _budget.ReserveAsync(CancellationToken.None);
        using var scope = Scope();
        var context = new CycleContext(
            options, _clock.GetUtcNow(), new Dictionary<string, TrackedToken>(), scope, static (_, _, _) => { })
        {
            ReadsLongCandles = _budget.Forecast!.Stretch.ReadsLongCandles,
        };
        var isAudit = options.Discovery.AuditEvery > 0 && stagedCycles >= options.Discovery.AuditEvery - 1;
        var planned = _market.Requests(context, isAudit, _isFirst).ToList();
        for (var index = 0; index < planned.Count && scope.EndedBy is null; index++)
        {
            if (index >= killedAt * planned.Count)
            {
                return null;
            }

            await SendAsync(scope, planned[index]);
        }

        var before = scope.ComputeUnits;
        var histories = context.ReadsLongCandles ? _market.LongCandles(_isFirst) : 0;
        for (var index = 0; index < histories && scope.EndedBy is null; index++)
        {
            await SendAsync(scope, BirdeyeEndpoint.Ohlcv);
        }

        context.LongCandleUnits = scope.ComputeUnits - before;
        _isFirst = false;
        var enrichment = isAudit ? CycleEnrichment.Audit : CycleEnrichment.Staged;
        var budget = await _budget.SettleAsync(context, enrichment);
        _budget.Published(options.Discovery.Interval);
        await reserved.DisposeAsync();
        return new SnapshotRecord
        {
            CycleTimestamp = context.CycleTimestamp,
            Enrichment = enrichment,
            ApiCallsMade = scope.Calls,
            ComputeUnits = scope.ComputeUnits,
            Budget = budget,
            DiscoveryFrequencySecs = (int)options.Discovery.Interval.TotalSeconds,
            TrendingLimit = options.Discovery.TrendingLimit,
            Outcome = scope.Calls == 0 ? CycleOutcome.Failed : scope.EndedBy is null ? CycleOutcome.Complete : CycleOutcome.Degraded,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "x",
        };
    }

    public void Dispose() => _purse.Dispose();

    private CallScope Scope() => new(_options.Birdeye, TimeSpan.FromSeconds(10)) { Purse = _budget.Purse(_options) };

    // Some requests are not sent after all, some fail and are repeated, and all arrive a little later.
    private async Task SendAsync(CallScope scope, BirdeyeEndpoint endpoint)
    {
        for (var isOver = false; !isOver && scope.EndedBy is null;)
        {
            isOver = _chance.Next(50) != 0;
            var charge = await scope.ChargeAsync(endpoint, 1, CancellationToken.None);
            if (charge.Failure is null && _chance.Next(100) == 0)
            {
                charge.Cancel();
                continue;
            }

            if (charge.Failure is null)
            {
                scope.CountRequest(endpoint, 1);
                _clock.Advance(TimeSpan.FromMilliseconds(_chance.Next(1, 300)));
                _billed.Bill(_clock.GetUtcNow() + TimeSpan.FromSeconds(_chance.Next(0, 9)), scope.Options.ComputeUnitCosts[endpoint]);
            }
        }
    }
}
