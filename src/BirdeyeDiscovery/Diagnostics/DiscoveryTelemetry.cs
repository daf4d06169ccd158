namespace BirdeyeDiscovery.Diagnostics;

/// <summary>
/// The names of the library's telemetry. They are part of the public contract: names are added, never changed. <c>docs/monitoring.md</c>
/// describes each of them.
/// </summary>
/// <remarks>No metric has a token's address as a tag, so the number of time series is bounded.</remarks>
public static class DiscoveryTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "BirdeyeDiscovery";

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "BirdeyeDiscovery";

    /// <summary>Counter of the cycles by <see cref="OutcomeTag"/>.</summary>
    internal const string CyclesMetric = "birdeye_discovery.cycles";

    /// <summary>Histogram of the durations of cycles in seconds, by <see cref="OutcomeTag"/>.</summary>
    internal const string CycleDurationMetric = "birdeye_discovery.cycle.duration";

    /// <summary>Histogram of how many seconds after its due time a cycle started.</summary>
    internal const string CycleLatenessMetric = "birdeye_discovery.cycle.lateness";

    /// <summary>The metric of the time between two cycles, in seconds, as a budget has stretched it.</summary>
    internal const string CycleIntervalMetric = "birdeye_discovery.cycle.interval";

    /// <summary>Counter metric of the candidates of committed cycles by <see cref="ActionTag"/>.</summary>
    internal const string CandidatesMetric = "birdeye_discovery.candidates";

    /// <summary>
    /// Counter of the candidates without a score by <see cref="StageTag"/> and <see cref="ReasonTag"/>: those that a gate rejected, those
    /// without data, and those that a staged cycle did not read in full (<see cref="ReasonCodes.Outranked"/>).
    /// </summary>
    internal const string RejectionsMetric = "birdeye_discovery.rejections";

    /// <summary>Histogram metric of the scores, 0 to 100, by <see cref="ActionTag"/>.</summary>
    internal const string ScoreMetric = "birdeye_discovery.score";

    /// <summary>
    /// Counter metric of the decisions that audits of staged cycles found to differ; it stays at 0 while every bound is right.
    /// </summary>
    internal const string StagingDifferencesMetric = "birdeye_discovery.staging.differences";

    /// <summary>The metric of the number of tracked tokens by <see cref="StatusTag"/>.</summary>
    internal const string TrackedMetric = "birdeye_discovery.tracked";

    /// <summary>
    /// Counter metric of the requests to Birdeye, retries included, by <see cref="EndpointTag"/> and <see cref="ResultTag"/>.
    /// </summary>
    internal const string RequestsMetric = "birdeye_discovery.requests";

    /// <summary>Counter metric of the compute units that requests cost, by <see cref="EndpointTag"/>.</summary>
    internal const string ComputeUnitsUsedMetric = "birdeye_discovery.compute_units.used";

    /// <summary>
    /// The compute units that are left of the month's budget, and 0 when the rest pays for no request; it has no value without a budget.
    /// </summary>
    internal const string ComputeUnitsLeftMetric = "birdeye_discovery.compute_units.left";

    /// <summary>Histogram of how many seconds a request waited for the limits of the account, by <see cref="EndpointTag"/>.</summary>
    internal const string LimiterWaitMetric = "birdeye_discovery.limiter.wait";

    /// <summary>
    /// Counter metric of the answers that were looked up in the cache, by <see cref="FamilyTag"/> and <see cref="ResultTag"/>.
    /// </summary>
    internal const string CacheRequestsMetric = "birdeye_discovery.cache.requests";

    /// <summary>Histogram of the durations of commits in seconds, by <see cref="ResultTag"/>.</summary>
    internal const string CommitDurationMetric = "birdeye_discovery.commit.duration";

    /// <summary>Counter of the repeated commits by <see cref="ReasonTag"/>.</summary>
    internal const string CommitRetriesMetric = "birdeye_discovery.commit.retries";

    /// <summary>The metric of leadership: 1 while this host leads, otherwise 0.</summary>
    internal const string LeadershipHeldMetric = "birdeye_discovery.leadership.held";

    /// <summary>The metric of the epoch under which this host leads; it has no value on a follower.</summary>
    internal const string LeadershipEpochMetric = "birdeye_discovery.leadership.epoch";

    /// <summary>Histogram metric of the ages in seconds of lifecycle events when the feed delivers them.</summary>
    internal const string FeedLagMetric = "birdeye_discovery.feed.lag";

    /// <summary>The age in seconds of the oldest event that a reader of the feed in this process was given and has not handled.</summary>
    internal const string FeedOldestUnhandledMetric = "birdeye_discovery.feed.oldest_unhandled";

    /// <summary>Counter of the trades given to the ledger, by <see cref="ResultTag"/>.</summary>
    internal const string TradesMetric = "birdeye_discovery.trades";

    /// <summary>The metric tag with the name of the engine; <c>default</c> for the engine without a name. Every metric has it.</summary>
    internal const string EngineTag = "birdeye_discovery.engine";

    /// <summary>The metric tag of how a cycle ended: complete, degraded, failed, abandoned, error.</summary>
    internal const string OutcomeTag = "birdeye_discovery.outcome";

    /// <summary>The metric tag of what a cycle did with a candidate: add, keep, remove, skip, reject.</summary>
    internal const string ActionTag = "birdeye_discovery.action";

    /// <summary>The metric tag of the stage of a rejection: trending, security, market, data.</summary>
    internal const string StageTag = "birdeye_discovery.stage";

    /// <summary>The metric tag with a code of <see cref="ReasonCodes"/>, or why a commit was repeated: conflict, store.</summary>
    internal const string ReasonTag = "birdeye_discovery.reason";

    /// <summary>The metric tag of the status of tracked tokens: active, paused.</summary>
    internal const string StatusTag = "birdeye_discovery.status";

    /// <summary>
    /// The metric tag of an endpoint of <see cref="BirdeyeEndpoint"/> in lower case with underscores, or <c>other</c> for another source.
    /// </summary>
    internal const string EndpointTag = "birdeye_discovery.endpoint";

    /// <summary>The metric tag of the result of a request, a cache look-up, a commit or a trade.</summary>
    internal const string ResultTag = "birdeye_discovery.result";

    /// <summary>The metric tag of the kind of cached answers: trending, security, trades, swaps, ohlcv, other.</summary>
    internal const string FamilyTag = "birdeye_discovery.family";

    /// <summary>The time of a cycle, a tag of its activity.</summary>
    internal const string CycleTimeTag = "birdeye_discovery.cycle.time";

    /// <summary>The epoch of the leader, a tag of the activity of a cycle.</summary>
    internal const string EpochTag = "birdeye_discovery.epoch";

    /// <summary>The trace activity of a run of the engine: of a cycle with everything in it, or of the check whether one is due.</summary>
    internal const string CycleActivity = "birdeye_discovery.cycle";

    /// <summary>The trace activity of reading the trending list.</summary>
    internal const string TrendingActivity = "birdeye_discovery.trending";

    /// <summary>The trace activity of reading the security answers.</summary>
    internal const string SecurityActivity = "birdeye_discovery.security";

    /// <summary>The trace activity of reading the market figures and swaps.</summary>
    internal const string MarketActivity = "birdeye_discovery.market";

    /// <summary>The trace activity of reading candles; a cycle has several.</summary>
    internal const string CandlesActivity = "birdeye_discovery.candles";

    /// <summary>The trace activity of scoring, ranking and planning.</summary>
    internal const string PlanActivity = "birdeye_discovery.plan";

    /// <summary>The trace activity of a call to Birdeye with its waits and retries.</summary>
    internal const string CallActivity = "birdeye_discovery.call";

    /// <summary>The trace activity of the commit of a cycle, with its retries.</summary>
    internal const string CommitActivity = "birdeye_discovery.commit";

    /// <summary>The trace activity of publishing a cycle to the live view.</summary>
    internal const string PublishActivity = "birdeye_discovery.publish";

    /// <summary>The trace activity of keeping the live view current between cycles.</summary>
    internal const string TendActivity = "birdeye_discovery.tend";

    /// <summary>The trace activity of renewing leadership.</summary>
    internal const string RenewActivity = "birdeye_discovery.renew";
}
