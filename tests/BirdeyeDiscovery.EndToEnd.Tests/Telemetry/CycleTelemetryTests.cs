using System.Diagnostics.Metrics;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the meter says of cycles that succeed, fail and come late, and of what goes on beside them.</summary>
public sealed class CycleTelemetryTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedClock _clock = new(Start);
    private readonly LocalBirdeye _birdeye;
    private readonly SimulatedHost _host;
    private readonly IMeterFactory _meters;

    public CycleTelemetryTests()
    {
        _birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions
            {
                TimeProvider = _clock,
                Seed = 11,
                Origin = Start,
                Plan = new LocalPlan { RequestsPerSecond = 100_000 },
            });
        _host = new SimulatedHost(_folder.File("discovery.db"), _clock, _birdeye, build: static builder => builder.Services.AddMetrics());
        _meters = _host.Services.GetRequiredService<IMeterFactory>();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _birdeye.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_cycle_is_counted_by_its_outcome_with_its_duration_and_how_late_it_was()
    {
        using var cycles = Collect<long>(DiscoveryTelemetry.CyclesMetric);
        using var durations = Collect<double>(DiscoveryTelemetry.CycleDurationMetric);
        using var lateness = Collect<double>(DiscoveryTelemetry.CycleLatenessMetric);
        var first = _host.RunNext();
        Assert.Empty(lateness.GetMeasurementSnapshot());

        _clock.AdvanceTo(first.NextDue!.Value.AddSeconds(30));
        _host.RunNext();
        _birdeye.Inject(LocalFault.Status(500));
        _host.RunNext();

        Assert.Equal(["complete", "complete", "failed"], Counted(cycles, DiscoveryTelemetry.OutcomeTag));
        Assert.Equal(["complete", "complete", "failed"], Tags(durations, DiscoveryTelemetry.OutcomeTag));
        Assert.True(durations.GetMeasurementSnapshot()[0].Value >= first.Snapshot!.DurationMs / 1000.0);
        Assert.Equal([30, 0], lateness.GetMeasurementSnapshot().Select(static late => Math.Round(late.Value)));
    }

    [Fact]
    public void The_counters_that_alerts_wait_for_begin_with_0_once()
    {
        using var cycles = Collect<long>(DiscoveryTelemetry.CyclesMetric);
        using var requests = Collect<long>(DiscoveryTelemetry.RequestsMetric);
        using var trades = Collect<long>(DiscoveryTelemetry.TradesMetric);
        _clock.AdvanceTo(_host.RunNext().NextDue!.Value);
        _host.RunNext();

        Assert.Equal(["complete", "degraded", "error"], Zeros(cycles, DiscoveryTelemetry.OutcomeTag));
        Assert.Equal(["unauthorized", "credits_exhausted", "account_refused"], Zeros(requests, DiscoveryTelemetry.ResultTag));
        Assert.Equal(["conflict"], Zeros(trades, DiscoveryTelemetry.ResultTag));

        static IEnumerable<string> Zeros(MetricCollector<long> collector, string tag) =>
            collector.GetMeasurementSnapshot().Where(static one => one.Value == 0).Select(one => (string)one.Tags[tag]!);
    }

    [Fact]
    public async Task A_run_without_a_cycle_is_not_counted_and_one_that_throws_is_an_error()
    {
        using var cycles = Collect<long>(DiscoveryTelemetry.CyclesMetric);
        _host.RunNext();
        Assert.Equal(CycleStatus.NotDue, _clock.Drive(_host.Engine.RunCycleAsync(TestContext.Current.CancellationToken)).Status);
        Assert.Equal(["complete"], Counted(cycles, DiscoveryTelemetry.OutcomeTag));

        // A file that is no database fails every read.
        var bad = _folder.File("bad.db");
        await File.WriteAllTextAsync(bad, new string('x', 10_000), TestContext.Current.CancellationToken);
        await using var host = new SimulatedHost(bad, _clock, _birdeye, build: static builder => builder.Services.AddMetrics());
        using var failed = new MetricCollector<long>(
            host.Services.GetRequiredService<IMeterFactory>(), DiscoveryTelemetry.MeterName, DiscoveryTelemetry.CyclesMetric);
        Assert.ThrowsAny<DiscoveryStoreException>(() => _clock.Drive(host.Engine.RunCycleAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(["error"], Counted(failed, DiscoveryTelemetry.OutcomeTag));
    }

    [Fact]
    public void Requests_are_counted_by_endpoint_and_result_and_a_second_cycle_finds_security_in_the_cache()
    {
        using var requests = Collect<long>(DiscoveryTelemetry.RequestsMetric);
        using var cache = Collect<long>(DiscoveryTelemetry.CacheRequestsMetric);
        _birdeye.Inject(LocalFault.TooManyRequests(1) with { Path = "/defi/token_security", Times = 1 });
        var first = _host.RunNext();

        Assert.Equal(first.Snapshot!.ApiCallsMade, requests.GetMeasurementSnapshot().Sum(static one => one.Value));
        var limited = Assert.Single(
            requests.GetMeasurementSnapshot(), static one => (string?)one.Tags[DiscoveryTelemetry.ResultTag] == "rate_limited");
        Assert.Equal("security", limited.Tags[DiscoveryTelemetry.EndpointTag]);
        Assert.All(Security(cache), static result => Assert.Equal("miss", result));

        var before = Security(cache).Count;
        _host.RunNext();
        Assert.Contains("hit", Security(cache).Skip(before));
    }

    [Fact]
    public void Scores_rejections_and_tracked_tokens_are_those_of_the_result()
    {
        using var rejections = Collect<long>(DiscoveryTelemetry.RejectionsMetric);
        using var scores = Collect<double>(DiscoveryTelemetry.ScoreMetric);
        using var tracked = Collect<long>(DiscoveryTelemetry.TrackedMetric);
        var result = _host.RunNext();

        Assert.Equal(
            result.Rejections.Select(static one => one.ReasonCode).Order(StringComparer.Ordinal),
            Tags(rejections, DiscoveryTelemetry.ReasonTag).Order(StringComparer.Ordinal));
        Assert.Equal(
            result.Scores.Select(static one => (double)one.TotalScore),
            scores.GetMeasurementSnapshot().Select(static one => one.Value));
        tracked.RecordObservableInstruments();
        Assert.Equal(
            result.ActiveTokens.Count,
            Assert.Single(
                tracked.GetMeasurementSnapshot(), static one => (string?)one.Tags[DiscoveryTelemetry.StatusTag] == "active").Value);
    }

    [Fact]
    public async Task The_differences_that_audits_find_are_counted_from_a_series_that_begins_at_zero()
    {
        _host.RunNext();
        await using var host = new SimulatedHost(
            _folder.File("wrong.db"),
            _clock,
            _birdeye,
            static options => (options.Discovery.Enrichment, options.Discovery.AuditEvery) = (EnrichmentMode.Staged, 2),
            static builder =>
            {
                builder.Services.AddMetrics();
                builder.UseScorer(static _ => new BoundlessScorer());
            });
        using var found = new MetricCollector<long>(
            host.Services.GetRequiredService<IMeterFactory>(), DiscoveryTelemetry.MeterName, DiscoveryTelemetry.StagingDifferencesMetric);
        var (staged, audit) = (host.RunNext().Snapshot!, host.RunNext().Snapshot!);

        Assert.Equal((CycleEnrichment.Staged, CycleEnrichment.Audit), (staged.Enrichment, audit.Enrichment));
        Assert.True(audit.StagingDifferences > 0);
        Assert.Equal([0, audit.StagingDifferences!.Value], found.GetMeasurementSnapshot().Select(static one => one.Value));
        Assert.All(found.GetMeasurementSnapshot(), static one => Assert.Equal("default", one.Tags[DiscoveryTelemetry.EngineTag]));
    }

    [Fact]
    public async Task Events_that_the_feed_delivers_have_an_age_and_trades_a_result()
    {
        using var lag = Collect<double>(DiscoveryTelemetry.FeedLagMetric);
        using var trades = Collect<long>(DiscoveryTelemetry.TradesMetric);
        var result = _host.RunNext();
        _clock.AdvanceTo(result.LastCycle!.Value.AddMinutes(10));
        await foreach (var item in _host.Services.GetRequiredService<ILifecycleFeed>().ReadAsync(0, TestContext.Current.CancellationToken))
        {
            Assert.Equal((_clock.GetUtcNow() - item.CreatedAt).TotalSeconds, lag.LastMeasurement!.Value);
            break;
        }

        var ledger = _host.Services.GetRequiredService<ITradeLedger>();
        var close = new TradeClose
        {
            TradeId = "one",
            TokenAddress = result.ActiveTokens[0].Address,
            StrategyType = "rsi",
            OpenedAt = Start,
            ClosedAt = Start.AddMinutes(5),
            PnlUsd = 1,
        };
        await ledger.RecordTradeClosedAsync(close, TestContext.Current.CancellationToken);
        await ledger.RecordTradeClosedAsync(close, TestContext.Current.CancellationToken);
        await ledger.RecordTradeClosedAsync(close with { PnlUsd = 2 }, TestContext.Current.CancellationToken);
        Assert.Equal(["recorded", "already_recorded", "conflict"], Counted(trades, DiscoveryTelemetry.ResultTag));
    }

    [Fact]
    public async Task An_event_whose_handler_hangs_grows_older_in_the_gauge_until_it_is_handled()
    {
        var handler = new HangingHandler();
        await using var host = new SimulatedHost(_folder.File("hanging.db"), _clock, _birdeye, build: builder =>
        {
            builder.Services.AddMetrics();
            builder.AddLifecycleHandler(_ => handler);
        });
        host.RunNext();
        using var oldest = new MetricCollector<double>(
            host.Services.GetRequiredService<IMeterFactory>(), DiscoveryTelemetry.MeterName, DiscoveryTelemetry.FeedOldestUnhandledMetric);
        oldest.RecordObservableInstruments();
        Assert.Empty(oldest.GetMeasurementSnapshot());

        var pump = host.Services.GetServices<IHostedService>().OfType<LifecyclePump>().Single();
        await pump.StartAsync(TestContext.Current.CancellationToken);
        var item = await handler.Given.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        foreach (var minutes in (int[])[1, 30])
        {
            _clock.AdvanceTo(item.CreatedAt.AddMinutes(minutes));
            Assert.Equal(minutes * 60, Observed());
        }

        handler.Ends.SetResult();
        await Poll.UntilAsync(() => Observed() == 0, () => "The gauge does not go back to 0.", 120);
        await pump.StopAsync(TestContext.Current.CancellationToken);

        double Observed()
        {
            oldest.RecordObservableInstruments();
            return oldest.LastMeasurement!.Value;
        }
    }

    private static List<string> Security(MetricCollector<long> cache) =>
    [
        .. cache.GetMeasurementSnapshot()
            .Where(static one => (string?)one.Tags[DiscoveryTelemetry.FamilyTag] == "security")
            .Select(static one => (string)one.Tags[DiscoveryTelemetry.ResultTag]!),
    ];

    private static IEnumerable<string> Counted(MetricCollector<long> collector, string tag) =>
        collector.GetMeasurementSnapshot().Where(static one => one.Value != 0).Select(one => (string)one.Tags[tag]!);

    private static IEnumerable<string> Tags<T>(MetricCollector<T> collector, string tag)
        where T : struct => collector.GetMeasurementSnapshot().Select(one => (string)one.Tags[tag]!);

    private MetricCollector<T> Collect<T>(string metric)
        where T : struct
    {
        _ = _host.Engine;
        return new MetricCollector<T>(_meters, DiscoveryTelemetry.MeterName, metric);
    }

    private sealed class HangingHandler : ILifecycleHandler
    {
        public TaskCompletionSource<LifecycleEvent> Given { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ends { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => new(0);

        public ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken)
        {
            Given.TrySetResult(item);
            return new ValueTask(Ends.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>A scorer whose bound is far too low.</summary>
    private sealed class BoundlessScorer : IBoundedTokenScorer
    {
        private readonly TokenScorer _scorer = new(new ScoringOptions());

        public string Version => "boundless";

        public string OptionsHash => _scorer.OptionsHash;

        public double TotalAtMost(in ScoreInputs known) => 0;

        public TokenScore Score(in ScoreInputs inputs) => _scorer.Score(in inputs);
    }
}
