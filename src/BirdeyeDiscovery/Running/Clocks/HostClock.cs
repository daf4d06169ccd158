using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Compares the clock of this host with those of the store and the API before the host leads. A host with a wrong clock would write cycles
/// of the future, or run none because none is due by its clock, and would drop history by a wrong date. Another host whose clock is right
/// leads instead.
/// </summary>
internal sealed class HostClock(
    string name, ILeaderLease lease, IMarketSource source, StoreClock storeClock, TimeProvider clock, ILogger logger,
    EngineTelemetry? telemetry = null, UnitPurse? purse = null)
{
    private readonly ISourceClock? _api = source as ISourceClock;
    private readonly WarningThrottle<ClockVerdict> _throttle = new(storeClock.Time);
    private TimeSpan? _fromStore;
    private long _correction;
    private long? _askedAt;
    private ClockVerdict _last = ClockVerdict.Right;
    private bool _hasToldBoth;

    /// <summary>Gets the trusted time: the clock of this host, corrected by its known offset from the clocks of store and API.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() - new TimeSpan(Interlocked.Read(ref _correction));

    /// <summary>Gets a description of what is wrong with the clock of this host; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets the name of the store whose clock is compared with that of this host; null when the store has none.</summary>
    public string? StoreId { get; private set; }

    /// <summary>
    /// Compares the clocks and returns whether this host may lead. Requests the time from the API only if the store's clock differs, at
    /// most once an interval.
    /// </summary>
    public async ValueTask<bool> MayLeadAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        StoreId ??= await lease.GetStoreIdAsync(cancellationToken).ConfigureAwait(false);
        if (options.Storage.MaxClockSkew == TimeSpan.Zero)
        {
            _fromStore = null;
            return Settle(ClockVerdict.Right, options);
        }

        var asked = clock.GetUtcNow();
        _fromStore = await lease.GetTimeAsync(cancellationToken).ConfigureAwait(false) is { } told
            ? ClockOffset.Between(asked, told, clock.GetUtcNow(), TimeSpan.Zero)
            : null;
        var verdict = Judge(options);
        if (IsWorthAsking(verdict, options.Discovery.Interval) && MayAsk(options.Discovery.Interval))
        {
            using var scope = new CallScope(options.Birdeye, Budget.MaxWaitPerCall(options.Discovery.Interval))
            {
                StoreId = StoreId,
                Interval = options.Discovery.Interval,
                Telemetry = telemetry,
                Purse = options.Birdeye.ComputeUnitsPerMonth is null ? null : purse,
                KeyPath = options.PathOf,
            };
            purse?.Use(BudgetTerms.Of(options));
            await source.ReadListAsync(1, scope, cancellationToken).ConfigureAwait(false);
            await SettleAsync(cancellationToken).ConfigureAwait(false);
            verdict = Judge(options);
        }

        return Settle(verdict, options);
    }

    /// <summary>
    /// Gets whether this host may still lead by the clock of the API as received since the last comparison; sends no request.
    /// </summary>
    public bool MayGoOn(BirdeyeDiscoveryOptions options) =>
        options.Storage.MaxClockSkew == TimeSpan.Zero || Settle(Judge(options), options, hasAsked: true);

    private ClockVerdict Judge(BirdeyeDiscoveryOptions options) =>
        ClockRules.Judge(_fromStore, _api?.ClockOffset?.By, options.Storage.MaxClockSkew);

    // Settles the units of the request for the API's clock at once, because a host that does not lead holds no reservation.
    private async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        if (purse is null)
        {
            return;
        }

        try
        {
            await purse.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // When the units of the clock request cannot be settled, the failure is ignored: they count as spent, and a host needs the
            // store to lead in any case.
        }
    }

    // If the clocks differ, the API is asked again when its last time is an interval old. One answer with a wrong time, such as from a
    // proxy cache, must not stop discovery for longer.
    private bool IsWorthAsking(ClockVerdict verdict, TimeSpan interval) =>
        _api is not null && (verdict == ClockVerdict.Unsure
            || (verdict is ClockVerdict.OffStore or ClockVerdict.OffApi && _api.ClockOffset is { } heard && heard.Age >= interval));

    private bool MayAsk(TimeSpan interval)
    {
        if (_askedAt is { } at && storeClock.Time.GetElapsedTime(at) < interval)
        {
            return false;
        }

        _askedAt = storeClock.Time.GetTimestamp();
        return true;
    }

    private bool Settle(ClockVerdict verdict, BirdeyeDiscoveryOptions options, bool hasAsked = false)
    {
        // Without a time from the API, the time of the store decides.
        verdict = verdict == ClockVerdict.Unsure ? ClockVerdict.OffStore : verdict;
        var off = verdict switch
        {
            ClockVerdict.OffStore => _fromStore,
            ClockVerdict.OffApi => _api?.ClockOffset?.By,
            _ => null,
        };
        Interlocked.Exchange(ref _correction, off?.Ticks ?? 0);
        Fault = off is { } by ? Words(by, verdict, options.Storage.MaxClockSkew) : null;
        Report(verdict, hasAsked);
        _last = verdict;
        return off is null;
    }

    private void Report(ClockVerdict verdict, bool hasAsked)
    {
        if (Fault is { } fault)
        {
            if (_throttle.Allows(verdict, out var suppressed))
            {
                Log.ClockOff(logger, name, fault, FailureText.Repeats(suppressed));
            }
        }
        else if (_last is ClockVerdict.OffStore or ClockVerdict.OffApi)
        {
            Log.ClockRight(logger, name);
        }

        if (verdict == ClockVerdict.StoreDiffers && _last != verdict && _fromStore is { } off)
        {
            Log.StoreClockDiffers(logger, name, off.Duration(), off > TimeSpan.Zero ? "behind" : "ahead of");
        }

        // The clock difference is logged only after the API answered in this cycle. Before that, the known offset may be from before this
        // host's clock was set.
        if (verdict == ClockVerdict.ApiDiffers && hasAsked && !_hasToldBoth && _api?.ClockOffset?.By is { } ahead)
        {
            Log.BothClocksDiffer(logger, name, ahead.Duration(), ahead > TimeSpan.Zero ? "ahead of" : "behind");
            _hasToldBoth = true;
        }

        _hasToldBoth &= verdict == ClockVerdict.ApiDiffers;
    }

    private static string Words(TimeSpan by, ClockVerdict verdict, TimeSpan most) => string.Create(
        CultureInfo.InvariantCulture,
        $"this host's clock is {by.Duration():c} {(by > TimeSpan.Zero ? "ahead of" : "behind")} the time of "
        + $"{(verdict == ClockVerdict.OffStore ? "the store" : "the API")}; Storage:MaxClockSkew allows {most:c}");
}
