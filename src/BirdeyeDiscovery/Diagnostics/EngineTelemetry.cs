using System.Diagnostics.Metrics;

namespace BirdeyeDiscovery;

/// <summary>Records the metrics of one engine. A call costs one comparison and allocates nothing while nobody listens.</summary>
/// <remarks>Tags are passed one by one: the instruments take up to three of them without an array.</remarks>
internal sealed class EngineTelemetry(DiscoveryMeter meter, string engine, TimeProvider clock)
{
    private const long Unknown = -1;

    private static readonly string[] AlertedOutcomes =
    [
        StoredText.Of(CycleOutcome.Complete), StoredText.Of(CycleOutcome.Degraded), TelemetryWords.Error,
    ];

    private static readonly string[] AlertedResults =
    [
        TelemetryWords.Unauthorized, TelemetryWords.CreditsExhausted, TelemetryWords.AccountRefused,
    ];

    private readonly KeyValuePair<string, object?> _engine =
        new(DiscoveryTelemetry.EngineTag, engine.Length == 0 ? TelemetryWords.Default : engine);

    private long _active = Unknown;
    private long _paused = Unknown;
    private long _computeUnitsLeft = Unknown;
    private double _interval = Unknown;

    /// <summary>Gets the name of the engine as metric tags have it.</summary>
    public string Engine => (string)_engine.Value!;

    /// <summary>Gets the clock by which the engine's telemetry measures durations.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Gets what the engine's telemetry knows of the account; the health check reads it too.</summary>
    public AccountState Account { get; } = new(clock);

    /// <summary>Gets the readers of the feed in this process.</summary>
    public FeedReaders FeedReaders { get; } = new(clock);

    /// <summary>
    /// Gets or sets the function by which the metrics read the epoch of this host's leadership; its result is null while the host follows.
    /// </summary>
    public Func<long?>? Epoch { get; set; }

    /// <summary>Gets a value indicating whether anybody listens to the metrics of a cycle's scores and rejections.</summary>
    public bool MeasuresTokens => meter.Candidates.Enabled || meter.Rejections.Enabled || meter.Score.Enabled;

    /// <summary>Gets a value indicating whether anybody listens to the metric of waits for the limits of the account.</summary>
    public bool MeasuresLimiter => meter.LimiterWait.Enabled;

    /// <summary>Gets a value indicating whether anybody listens to the metric of cache look-ups.</summary>
    public bool MeasuresCache => meter.CacheRequests.Enabled;

    /// <summary>Sets the metric of the compute units that are left of the month's budget; null without a budget.</summary>
    public void SetComputeUnitsLeft(long? left) => Volatile.Write(ref _computeUnitsLeft, left ?? Unknown);

    /// <summary>Sets the metric of the numbers of tracked tokens.</summary>
    public void SetTracked(long active, long paused)
    {
        Volatile.Write(ref _active, active);
        Volatile.Write(ref _paused, paused);
    }

    /// <summary>
    /// Records 0 for the metrics on which alerts are set. A counter that begins with its first event shows no increase for it, and a rate
    /// of successes that never began is not 0 but missing.
    /// </summary>
    public void Started()
    {
        foreach (var outcome in AlertedOutcomes)
        {
            meter.CycleCount.Add(0, _engine, new(DiscoveryTelemetry.OutcomeTag, outcome));
        }

        foreach (var result in AlertedResults)
        {
            meter.Requests.Add(
                0,
                _engine,
                new(DiscoveryTelemetry.EndpointTag, TelemetryWords.Of(BirdeyeEndpoint.Trending)),
                new(DiscoveryTelemetry.ResultTag, result));
        }

        meter.CommitRetries.Add(0, _engine, new(DiscoveryTelemetry.ReasonTag, TelemetryWords.Store));
        meter.Trades.Add(0, _engine, new(DiscoveryTelemetry.ResultTag, TelemetryWords.Conflict));
    }

    public void CycleEnded(string outcome, TimeSpan duration)
    {
        meter.CycleCount.Add(1, _engine, new(DiscoveryTelemetry.OutcomeTag, outcome));
        meter.CycleDuration.Record(duration.TotalSeconds, _engine, new(DiscoveryTelemetry.OutcomeTag, outcome));
    }

    /// <summary>
    /// Records the metric of differences that an audit found, and 0 for a cycle that is none, so that the first difference is an increase.
    /// </summary>
    public void Audited(int? differences) => meter.StagingDifferences.Add(differences ?? 0, _engine);

    /// <summary>Records in the engine's telemetry how late a cycle started. The first cycle of a store has no due time.</summary>
    /// <param name="due">The due time.</param>
    /// <param name="interval">The time between two cycles.</param>
    public void CycleStarted(DateTimeOffset? due, TimeSpan interval)
    {
        Volatile.Write(ref _interval, interval.TotalSeconds);
        if (due is { } time && meter.CycleLateness.Enabled)
        {
            meter.CycleLateness.Record(Math.Max(0, (Clock.GetUtcNow() - time).TotalSeconds), _engine);
        }
    }

    public void Scored(string action, double score)
    {
        meter.Candidates.Add(1, _engine, new(DiscoveryTelemetry.ActionTag, action));
        meter.Score.Record(score, _engine, new(DiscoveryTelemetry.ActionTag, action));
    }

    public void Rejected(string stage, string reason)
    {
        meter.Candidates.Add(1, _engine, new(DiscoveryTelemetry.ActionTag, TelemetryWords.Reject));
        meter.Rejections.Add(1, _engine, new(DiscoveryTelemetry.StageTag, stage), new(DiscoveryTelemetry.ReasonTag, reason));
    }

    public void Requested(BirdeyeEndpoint endpoint, string result)
    {
        if (meter.Requests.Enabled)
        {
            meter.Requests.Add(
                1, _engine, new(DiscoveryTelemetry.EndpointTag, TelemetryWords.Of(endpoint)), new(DiscoveryTelemetry.ResultTag, result));
        }
    }

    /// <param name="endpoint">The endpoint; null for a market source other than Birdeye.</param>
    /// <param name="cost">The cost of the request.</param>
    public void Spent(BirdeyeEndpoint? endpoint, int cost)
    {
        if (meter.ComputeUnitsUsed.Enabled)
        {
            var word = endpoint is { } known ? TelemetryWords.Of(known) : TelemetryWords.Other;
            meter.ComputeUnitsUsed.Add(cost, _engine, new(DiscoveryTelemetry.EndpointTag, word));
        }
    }

    public void LimiterWaited(BirdeyeEndpoint endpoint, TimeSpan wait) =>
        meter.LimiterWait.Record(wait.TotalSeconds, _engine, new(DiscoveryTelemetry.EndpointTag, TelemetryWords.Of(endpoint)));

    public void CacheLooked(string key, bool isHit) => meter.CacheRequests.Add(
        1,
        _engine,
        new(DiscoveryTelemetry.FamilyTag, TelemetryWords.FamilyOf(key)),
        new(DiscoveryTelemetry.ResultTag, isHit ? TelemetryWords.Hit : TelemetryWords.Miss));

    public void Committed(string result, TimeSpan duration) =>
        meter.CommitDuration.Record(duration.TotalSeconds, _engine, new(DiscoveryTelemetry.ResultTag, result));

    public void CommitRepeated(string reason) => meter.CommitRetries.Add(1, _engine, new(DiscoveryTelemetry.ReasonTag, reason));

    public void FeedDelivered(DateTimeOffset createdAt)
    {
        if (meter.FeedLag.Enabled)
        {
            meter.FeedLag.Record(Math.Max(0, (Clock.GetUtcNow() - createdAt).TotalSeconds), _engine);
        }
    }

    public void TradeGiven(string result) => meter.Trades.Add(1, _engine, new(DiscoveryTelemetry.ResultTag, result));

    internal IEnumerable<Measurement<long>> ObserveTracked()
    {
        // Only the leader reports the metric of tracked tokens, because the counts of a former leader are out of date.
        var (active, paused) = (Volatile.Read(ref _active), Volatile.Read(ref _paused));
        return active == Unknown || Epoch?.Invoke() is null
            ? []
            :
            [
                new(active, _engine, new(DiscoveryTelemetry.StatusTag, "active")),
                new(paused, _engine, new(DiscoveryTelemetry.StatusTag, "paused")),
            ];
    }

    internal IEnumerable<Measurement<long>> ObserveHeld() => Epoch is { } epoch ? [new(epoch() is null ? 0 : 1, _engine)] : [];

    internal IEnumerable<Measurement<long>> ObserveEpoch() => Epoch?.Invoke() is { } epoch ? [new(epoch, _engine)] : [];

    internal IEnumerable<Measurement<double>> ObserveInterval() =>
        Volatile.Read(ref _interval) is var interval && (interval < 0 || Epoch?.Invoke() is null) ? [] : [new(interval, _engine)];

    internal IEnumerable<Measurement<double>> ObserveOldestUnhandled() =>
        FeedReaders.OldestUnhandled is { } age ? [new(age.TotalSeconds, _engine)] : [];

    internal IEnumerable<Measurement<long>> ObserveComputeUnitsLeft() =>
        Volatile.Read(ref _computeUnitsLeft) is var left && left == Unknown ? [] : [new(left, _engine)];
}
