using System.Diagnostics.Metrics;

namespace BirdeyeDiscovery;

/// <summary>The meter of a host with its metric instruments, which all engines of the host share.</summary>
internal sealed class DiscoveryMeter : IDisposable
{
    private static readonly InstrumentAdvice<double> Calls = Buckets(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120);
    private static readonly InstrumentAdvice<double> Cycles = Buckets(.1, .5, 1, 5, 10, 20, 30, 60, 90, 120, 180, 300, 600);
    private static readonly InstrumentAdvice<double> Scores = Buckets(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);

    private readonly Lock _gate = new();
    private readonly Meter _meter;
    private EngineTelemetry[] _engines = [];

    /// <param name="factory">The host's factory; null for a host without one, whose meter is disposed with this instance.</param>
    public DiscoveryMeter(IMeterFactory? factory)
    {
        var options = new MeterOptions(DiscoveryTelemetry.MeterName) { Version = DiscoveryActivities.Version };
        _meter = factory?.Create(options) ?? new Meter(options);
        CycleCount = Counter(DiscoveryTelemetry.CyclesMetric, "{cycle}", "The cycles by their outcome.");
        CycleDuration = Seconds(DiscoveryTelemetry.CycleDurationMetric, Cycles, "How long cycles took.");
        CycleLateness = Seconds(DiscoveryTelemetry.CycleLatenessMetric, Cycles, "How long after its due time a cycle started.");
        Candidates = Counter(DiscoveryTelemetry.CandidatesMetric, "{token}", "The candidates by what a cycle did with them.");
        Rejections = Counter(DiscoveryTelemetry.RejectionsMetric, "{token}", "The rejected candidates by stage and reason.");
        Score = _meter.CreateHistogram(DiscoveryTelemetry.ScoreMetric, "{point}", "The scores of candidates.", tags: null, Scores);
        StagingDifferences = Counter(
            DiscoveryTelemetry.StagingDifferencesMetric, "{decision}", "The decisions that audits of staged cycles found to differ.");
        Requests = Counter(DiscoveryTelemetry.RequestsMetric, "{request}", "The requests to Birdeye by endpoint and result.");
        ComputeUnitsUsed = Counter(DiscoveryTelemetry.ComputeUnitsUsedMetric, "{unit}", "The compute units that requests cost.");
        LimiterWait = Seconds(DiscoveryTelemetry.LimiterWaitMetric, Calls, "How long requests waited for the limits of the account.");
        CacheRequests = Counter(DiscoveryTelemetry.CacheRequestsMetric, "{request}", "The look-ups in the cache of answers.");
        CommitDuration = Seconds(DiscoveryTelemetry.CommitDurationMetric, Calls, "How long commits took, with their retries.");
        CommitRetries = Counter(DiscoveryTelemetry.CommitRetriesMetric, "{retry}", "The repeated commits by reason.");
        FeedLag = Seconds(DiscoveryTelemetry.FeedLagMetric, Calls, "The age of lifecycle events when the feed delivers them.");
        Trades = Counter(DiscoveryTelemetry.TradesMetric, "{trade}", "The trades given to the ledger by result.");
        _meter.CreateObservableUpDownCounter(
            DiscoveryTelemetry.TrackedMetric,
            () => Observe(static engine => engine.ObserveTracked()),
            "{token}",
            "The tracked tokens by status.");
        _meter.CreateObservableUpDownCounter(
            DiscoveryTelemetry.LeadershipHeldMetric,
            () => Observe(static engine => engine.ObserveHeld()),
            "{host}",
            "Whether this host leads.");
        _meter.CreateObservableGauge(
            DiscoveryTelemetry.CycleIntervalMetric,
            () => Observe(static engine => engine.ObserveInterval()),
            "s",
            "The time between two cycles.");
        _meter.CreateObservableGauge(
            DiscoveryTelemetry.LeadershipEpochMetric,
            () => Observe(static engine => engine.ObserveEpoch()),
            "{epoch}",
            "The epoch of the leader.");
        _meter.CreateObservableGauge(
            DiscoveryTelemetry.ComputeUnitsLeftMetric,
            () => Observe(static engine => engine.ObserveComputeUnitsLeft()),
            "{unit}",
            "The compute units that are left of the month's budget.");
        _meter.CreateObservableGauge(
            DiscoveryTelemetry.FeedOldestUnhandledMetric,
            () => Observe(static engine => engine.ObserveOldestUnhandled()),
            "s",
            "The age of the oldest lifecycle event that a reader of the feed has not handled.");
    }

    public Counter<long> CycleCount { get; }

    public Histogram<double> CycleDuration { get; }

    public Histogram<double> CycleLateness { get; }

    public Counter<long> Candidates { get; }

    public Counter<long> Rejections { get; }

    public Histogram<double> Score { get; }

    public Counter<long> StagingDifferences { get; }

    public Counter<long> Requests { get; }

    public Counter<long> ComputeUnitsUsed { get; }

    public Histogram<double> LimiterWait { get; }

    public Counter<long> CacheRequests { get; }

    public Histogram<double> CommitDuration { get; }

    public Counter<long> CommitRetries { get; }

    public Histogram<double> FeedLag { get; }

    public Counter<long> Trades { get; }

    /// <summary>Creates the metrics of an engine, once for each engine.</summary>
    public EngineTelemetry For(string engine, TimeProvider clock)
    {
        var telemetry = new EngineTelemetry(this, engine, clock);
        lock (_gate)
        {
            _engines = [.. _engines, telemetry];
        }

        return telemetry;
    }

    // A meter factory disposes its meters itself, and ignores this disposal of the metrics.
    public void Dispose() => _meter.Dispose();

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };

    private Counter<long> Counter(string name, string unit, string description) => _meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Seconds(string name, InstrumentAdvice<double> advice, string description) =>
        _meter.CreateHistogram(name, "s", description, tags: null, advice);

    private IEnumerable<Measurement<T>> Observe<T>(Func<EngineTelemetry, IEnumerable<Measurement<T>>> read)
        where T : struct =>
        Volatile.Read(ref _engines).SelectMany(read);
}
