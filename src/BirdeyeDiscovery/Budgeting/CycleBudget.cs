using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Keeps the cycles of an engine within the budget of its account: what a cycle does without, reserves and has spent.</summary>
internal sealed class CycleBudget(
    string engine, UnitPurse purse, IDiscoveryHistory history, EngineTelemetry telemetry, ILogger logger)
{
    /// <summary>The part of a cycle's expected compute units that is reserved in addition.</summary>
    private const double Reserve = 1.1;

    /// <summary>The number of stored cycles among which the budget searches the last one that had a budget.</summary>
    private const int Recalled = 20;

    private BudgetForecast? _forecast;
    private CycleCosts? _costs;
    private BudgetMonth? _month;
    private BirdeyeDiscoveryOptions? _configured;
    private (TimeSpan Interval, DateTimeOffset At)? _published;
    private long _epoch;
    private bool _wasUsedUp;

    /// <summary>
    /// Gets the forecast for the month's compute units; null without a budget, before the first decision, and while another host leads.
    /// </summary>
    public BudgetForecast? Forecast => Volatile.Read(ref _forecast);

    /// <summary>
    /// Gets a value indicating whether the units left to reserve pay for no request, so that a failed cycle must not be repeated soon.
    /// </summary>
    public bool IsUsedUp => Forecast is { IsUsedUp: true };

    /// <summary>Gets the purse that pays for the requests with reserved compute units; null without a budget.</summary>
    public IUnitPurse? Purse(BirdeyeDiscoveryOptions options) => options.Birdeye.ComputeUnitsPerMonth is null ? null : purse;

    /// <summary>
    /// Gets the options of the next cycle by the last decision of the budget. The stretching is in these options, so every part that uses
    /// them follows it.
    /// </summary>
    public BirdeyeDiscoveryOptions Apply(BirdeyeDiscoveryOptions configured) =>
        configured.Birdeye.ComputeUnitsPerMonth is null || Forecast?.Stretch is not { Level: > 0 } stretch
            ? configured
            : configured.With(discovery =>
            {
                discovery.Interval *= stretch.IntervalFactor;
                discovery.AuditEvery = stretch.Audits ? discovery.AuditEvery : 0;
                discovery.TrendingLimit = Math.Min(discovery.TrendingLimit, stretch.TrendingLimit);
            });

    /// <summary>
    /// Gets the time from the last cycle to the next one, which the budget may lengthen. A longer interval begins with the cycle that is
    /// published with it, because the view of the cycle before would be stale too long. If that view is stale already, as when cycles fail
    /// in a row, the longer interval begins at once.
    /// </summary>
    /// <param name="current">The options of the next cycle.</param>
    public TimeSpan SpacingOf(BirdeyeDiscoveryOptions current) =>
        _published is { } published && published.Interval < current.Discovery.Interval && purse.Now - published.At < 2 * published.Interval
            ? published.Interval
            : current.Discovery.Interval;

    /// <summary>Tells the budget with which interval a cycle was published: its view is fresh for two of them.</summary>
    public void Published(TimeSpan interval) => _published = (interval, purse.Now);

    /// <summary>Forgets the state of the budget while another host leads and changes it.</summary>
    public void Forget()
    {
        (_costs, _month, _published) = (null, null, null);
        Publish(null);
    }

    /// <summary>Decides for the engine what is stretched to keep the budget, and gets the options of the next cycle.</summary>
    /// <param name="configured">The options as they are configured.</param>
    /// <param name="epoch">The epoch under which this host leads; under another one, another host went on meanwhile.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DiscoveryStoreException">The store did not answer.</exception>
    public async ValueTask<BirdeyeDiscoveryOptions> DecideAsync(
        BirdeyeDiscoveryOptions configured, long epoch, CancellationToken cancellationToken)
    {
        _configured = configured;
        purse.Use(BudgetTerms.Of(configured));
        if (configured.Birdeye.ComputeUnitsPerMonth is not { } units)
        {
            Publish(null);
            (_costs, _month, _published, _wasUsedUp) = (null, null, null, false);
            return configured;
        }

        if (epoch != _epoch)
        {
            (_costs, _month, _epoch) = (null, null, epoch);
        }

        await RecallAsync(configured, cancellationToken).ConfigureAwait(false);
        var now = purse.Now;
        var month = BudgetMonth.Of(now, configured.Birdeye.BudgetResetDay);
        if (month != _month)
        {
            BudgetLog.BudgetBegins(logger, engine, units, month.EndsAt);
        }

        // The store's count of spent units is read before the first cycle of a month, and while the budget is used up: another host may
        // have returned units that it had reserved.
        if (month != _month || IsUsedUp)
        {
            await purse.LookAsync(month, cancellationToken).ConfigureAwait(false);
            _month = month;
        }

        Decide(configured, units, month, now);
        return Apply(configured);
    }

    /// <summary>Reserves the expected compute units of a cycle. Units that are not spent return when the result is disposed.</summary>
    /// <exception cref="DiscoveryStoreException">The store did not answer.</exception>
    public async ValueTask<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken)
    {
        if (Forecast is { Stretch: var stretch } && _costs is { } costs)
        {
            var cost = Reserve * BudgetRules.CostOf(stretch, costs, BudgetShapes.Of(_configured!));
            await purse.ReserveAsync((long)Math.Ceiling(cost), cancellationToken).ConfigureAwait(false);
        }

        return new Returning(this);
    }

    /// <summary>Settles the reservation of a cycle after its last request, and gets the state of the budget.</summary>
    /// <param name="context">The cycle.</param>
    /// <param name="enrichment">Which candidates were read.</param>
    public async ValueTask<BudgetForecast?> SettleAsync(CycleContext context, CycleEnrichment enrichment)
    {
        if (_configured is not { Birdeye.ComputeUnitsPerMonth: { } units } configured || _costs is not { } costs || _month is not { } month)
        {
            return null;
        }

        await ReturnAsync().ConfigureAwait(false);
        // A cycle whose calls ended early does not show the budget what a whole cycle costs.
        if (context.Scope.EndedBy is null)
        {
            _costs = costs.With(
                context.Scope.ComputeUnits,
                context.ReadsLongCandles ? context.LongCandleUnits : null,
                enrichment == CycleEnrichment.Audit,
                context.Options.Discovery.TrendingLimit,
                configured.Discovery.TrendingLimit);
        }

        Decide(configured, units, month, purse.Now);
        return Forecast;
    }

    /// <summary>
    /// Returns the compute units that are reserved and were not spent. It is not cancelled with the run: the store itself waits for a
    /// limited time.
    /// </summary>
    public async ValueTask ReturnAsync()
    {
        try
        {
            await purse.SettleAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException failure)
        {
            BudgetLog.BudgetNotSettled(logger, engine, FailureText.Cause(failure), ExpectedFault.Stack(logger, engine, failure));
        }
    }

    // The budget of a restarted host continues with the stretch level and the costs of the last stored cycle that has a budget.
    private async ValueTask RecallAsync(BirdeyeDiscoveryOptions configured, CancellationToken cancellationToken)
    {
        if (_costs is not null)
        {
            return;
        }

        var newest = await history.GetSnapshotsAsync(Recalled, cancellationToken).ConfigureAwait(false);
        var last = newest.FirstOrDefault(static cycle => cycle.Budget is not null);
        var good = newest.FirstOrDefault(static cycle => cycle.Outcome != CycleOutcome.Failed);
        Volatile.Write(ref _forecast, last is null ? null : last.Budget! with { IsUsedUp = false });
        _published = good is null ? null : (TimeSpan.FromSeconds(good.DiscoveryFrequencySecs), good.CycleTimestamp);
        _costs = last?.Budget!.Costs ?? CycleCosts.Estimate(configured);
    }

    private void Decide(BirdeyeDiscoveryOptions configured, long units, BudgetMonth month, DateTimeOffset now)
    {
        var level = Forecast?.Stretch.Level ?? 0;
        var input = new BudgetInput(units, purse.SpentIn(month) ?? 0, now, month, level, _costs!, BudgetShapes.Of(configured));
        var forecast = BudgetRules.Forecast(input);
        Publish(forecast);
        if (forecast.IsUsedUp && !_wasUsedUp)
        {
            BudgetLog.BudgetUsedUp(logger, engine, forecast.ResetsAt);
        }
        else if (forecast.Stretch.Level != level)
        {
            BudgetLog.BudgetStretched(logger, engine, forecast);
        }

        _wasUsedUp = forecast.IsUsedUp;
    }

    private void Publish(BudgetForecast? forecast)
    {
        Volatile.Write(ref _forecast, forecast);

        // A rest that pays for no request is reported as 0, so that an alert needs no limit that depends on the costs of requests.
        telemetry.SetComputeUnitsLeft(forecast is { IsUsedUp: true } ? 0 : forecast?.Left);
    }

    // Returns the units that a cycle reserved and did not spend when it is disposed. After settling, there are none.
    private sealed class Returning(CycleBudget budget) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => budget.ReturnAsync();
    }
}
