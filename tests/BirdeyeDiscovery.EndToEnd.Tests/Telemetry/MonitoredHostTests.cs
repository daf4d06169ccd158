using System.Globalization;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The sample host on PostgreSQL and Redis, scraped as by Prometheus, with a receiver of OTLP.</summary>
public sealed class MonitoredHostTests
{
    private const string Http = "System.Net.Http";
    private const string Sql = "Npgsql";
    private const string Redis = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static readonly string[] Phases =
    [
        DiscoveryTelemetry.TrendingActivity, DiscoveryTelemetry.SecurityActivity, DiscoveryTelemetry.MarketActivity,
        DiscoveryTelemetry.CandlesActivity,
    ];

    /// <summary>
    /// The commands of Redis that belong to no cycle: the limits of the account renew themselves with a script between requests, and a
    /// connection that failed is asked whether it answers again.
    /// </summary>
    private static readonly string[] Background = ["EVAL", "PING"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <remarks>The host is a process of its own, because listeners hear all engines of a process, and other tests have some.</remarks>
    [Fact]
    public async Task A_cycle_is_one_trace_with_its_requests_its_sql_and_its_redis_commands_and_its_figures_can_be_scraped()
    {
        using var folder = new TemporaryFolder();
        await using var database = await TestDatabase.CreateAsync();
        var redis = await SharedRedis.GetAsync();
        await using var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        await using var receiver = await OtlpReceiver.StartAsync();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}");
        await using var host = HostRun.StartSample("MonitoredHost", folder.Path, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address,
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "local",
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            // A busy machine is no reason to do without Redis, or to ask the API twice.
            ["BirdeyeDiscovery__Birdeye__AttemptTimeout"] = "00:01:00",
            ["BirdeyeDiscovery__Discovery__Interval"] = "01:00:00",
            ["Redis__Timeout"] = "00:00:10",
            ["Redis__CycleBudget"] = "00:00:30",
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = SharedRedis.NewPrefix(),
            ["BirdeyeDiscovery__Storage__Schema"] = "discovery",
            ["ConnectionStrings__Postgres"] = database.ConnectionString(),
            ["ConnectionStrings__Redis"] = $"redis://{redis.Endpoint}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        await host.UntilAsync(() => receiver.Spans.Any(static span => IsCycle(span, "complete")), "the span of a cycle");
        await host.UntilAsync(() => receiver.Metrics.Contains(DiscoveryTelemetry.CyclesMetric), "the metrics of a cycle");

        // The spans of Redis are sent every ten seconds, and those of one cycle perhaps in two parts.
        await host.UntilAsync(() => HasChild(TraceOf(receiver), DiscoveryTelemetry.PublishActivity, Redis), "the spans of Redis");
        var snapshot = await StoredCycle.ReadAsync(database);
        AssertTrace(TraceOf(receiver), receiver.Spans, snapshot);
        await AssertScrapeAsync(address, snapshot);
    }

    [Theory]
    [InlineData("Postgres", "Host=postgres.invalid")]
    [InlineData("Redis", "redis.invalid:6379")]
    public async Task Without_a_key_it_writes_no_generated_market_to_a_server(string server, string connection)
    {
        using var folder = new TemporaryFolder();
        await using var host = HostRun.StartSample(
            "MonitoredHost", folder.Path, new Dictionary<string, string> { [$"ConnectionStrings__{server}"] = connection });

        Assert.Equal(2, await host.ExitAsync());
        Assert.Equal(
            $"BirdeyeDiscovery:Birdeye:ApiKey is not set, and a generated market would be written to ConnectionStrings:{server}; set the key, "
                + "or BirdeyeDiscovery:Birdeye:BaseUrl for a trial.",
            host.Errors.Trim());
    }

    /// <remarks>The host's own connection reads the setting, and the library, which logs, must name it all the same.</remarks>
    [Fact]
    public async Task A_wrong_password_of_redis_names_the_setting_to_correct()
    {
        using var folder = new TemporaryFolder();
        await using var redis = await RedisServer.StartAsync("--requirepass", "right");
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions());
        await using var host = HostRun.StartSample("MonitoredHost", folder.Path, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}"),
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "local",
            ["Redis__Timeout"] = "00:00:10",
            ["ConnectionStrings__Redis"] = $"{redis.Endpoint},password=wrong",
        });

        await host.UntilAsync(
            () => (host.Output + host.Errors).Contains("correct them in ConnectionStrings:Redis", StringComparison.Ordinal),
            "the setting of the password");
    }

    private static bool IsCycle(OtlpSpan span, string outcome) =>
        span.Name == DiscoveryTelemetry.CycleActivity && span.Attributes.GetValueOrDefault(DiscoveryTelemetry.OutcomeTag) == outcome;

    private static List<OtlpSpan> TraceOf(OtlpReceiver receiver)
    {
        var spans = receiver.Spans;
        var cycle = spans.First(static span => IsCycle(span, "complete"));
        return [.. spans.Where(span => span.TraceId == cycle.TraceId)];
    }

    private static bool HasChild(List<OtlpSpan> trace, string parent, string scope)
    {
        var parents = trace.Where(span => span.Name == parent).Select(static span => span.Id).ToHashSet(StringComparer.Ordinal);
        return trace.Exists(span => span.Scope == scope && parents.Contains(span.ParentId));
    }

    private static void AssertTrace(List<OtlpSpan> trace, IReadOnlyList<OtlpSpan> all, StoredCycle snapshot)
    {
        var own = trace.Where(static span => span.Scope == DiscoveryTelemetry.ActivitySourceName).ToList();
        var byId = trace.ToDictionary(static span => span.Id);
        var root = Assert.Single(trace, static span => span.ParentId.Length == 0);
        Assert.Equal(DiscoveryTelemetry.CycleActivity, root.Name);
        Assert.Equal("default", root.Attributes[DiscoveryTelemetry.EngineTag]);
        Assert.All(trace, span => Assert.True(span == root || byId.ContainsKey(span.ParentId), $"{span.Name} has no parent in its trace."));
        Assert.Equal(
            new SortedSet<string>(
            [
                .. Phases, DiscoveryTelemetry.CycleActivity, DiscoveryTelemetry.PlanActivity, DiscoveryTelemetry.CallActivity,
                DiscoveryTelemetry.CommitActivity, DiscoveryTelemetry.PublishActivity,
            ]),
            new SortedSet<string>(own.Select(static span => span.Name)));

        // Each request is the child of a call, and each call that of a phase.
        var requests = trace.Where(static span => span.Scope == Http).ToList();
        Assert.Equal(snapshot.ApiCallsMade, requests.Count);
        Assert.All(requests, span => Assert.Equal(DiscoveryTelemetry.CallActivity, byId[span.ParentId].Name));
        Assert.All(
            trace.Where(static span => span.Name == DiscoveryTelemetry.CallActivity),
            call => Assert.Contains(byId[call.ParentId].Name, Phases));
        Assert.True(HasChild(trace, DiscoveryTelemetry.CommitActivity, Sql), "The commit has no span of SQL.");

        // The permit of a call is a command of Redis below it.
        Assert.Contains(
            trace, span => span is { Scope: Redis, Name: "EVAL" } && byId[span.ParentId].Name == DiscoveryTelemetry.CallActivity);

        // No request, no SQL and no command of Redis is a root of its own, except those of work in the background, and no tag of the
        // library has the address of a token.
        Assert.DoesNotContain(all, static span => span.Scope is Http or Sql && span.ParentId.Length == 0);
        Assert.DoesNotContain(all, static span => span.Scope == Redis && span.ParentId.Length == 0 && !Background.Contains(span.Name));
        Assert.DoesNotContain(
            own.SelectMany(static span => span.Attributes.Values),
            static value => value is not null && value.Length > 30 && TokenAddress.IsValid(value));
    }

    private static async Task AssertScrapeAsync(string address, StoredCycle snapshot)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var samples = PrometheusText.Parse(await client.GetStringAsync("/metrics", Cancellation));

        Assert.Equal(1, samples.Sum("birdeye_discovery_cycles_total", ("birdeye_discovery_outcome", "complete")));
        Assert.Equal(1, samples.Sum("birdeye_discovery_cycle_duration_seconds_count"));
        Assert.Equal(snapshot.ScoredCount, samples.Sum("birdeye_discovery_score_count"));
        Assert.Equal(snapshot.RejectedCount, samples.Sum("birdeye_discovery_rejections_total"));
        Assert.Equal(snapshot.ScoredCount + snapshot.RejectedCount, samples.Sum("birdeye_discovery_candidates_total"));

        // On a busy machine a request may have been repeated.
        Assert.Equal(snapshot.ApiCallsMade, samples.Sum("birdeye_discovery_requests_total"));
        Assert.NotEqual(0, samples.Sum("birdeye_discovery_requests_total", ("birdeye_discovery_result", "answered")));
        Assert.Equal(snapshot.ComputeUnits, samples.Sum("birdeye_discovery_compute_units_used_total"));
        Assert.Equal(snapshot.ApiCallsMade, samples.Sum("birdeye_discovery_limiter_wait_seconds_count"));
        Assert.Equal(1, samples.Sum("birdeye_discovery_commit_duration_seconds_count", ("birdeye_discovery_result", "committed")));
        Assert.Equal(1, samples.Sum("birdeye_discovery_leadership_held"));
        Assert.Equal(snapshot.Epoch, samples.Sum("birdeye_discovery_leadership_epoch"));
        Assert.True(samples.Sum("birdeye_discovery_tracked", ("birdeye_discovery_status", "active")) > 0);
        Assert.True(samples.Sum("birdeye_discovery_cache_requests_total", ("birdeye_discovery_family", "security")) > 0);

        Assert.Contains("Healthy: This host leads.", await client.GetStringAsync("/health/live", Cancellation), StringComparison.Ordinal);
        Assert.Contains("birdeye_discovery_account", await client.GetStringAsync("/health/ready", Cancellation), StringComparison.Ordinal);
    }

    private sealed record StoredCycle(long ScoredCount, long RejectedCount, long ApiCallsMade, long ComputeUnits, long Epoch)
    {
        public static async Task<StoredCycle> ReadAsync(TestDatabase database)
        {
            var figures = ((string)(await database.ExecuteAsync(
                """
                SELECT concat_ws(' ', scored_count, rejected_count, api_calls_made, compute_units, epoch) FROM discovery.discovery_snapshots
                """))!)
                .Split(' ').Select(static figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
            return new StoredCycle(figures[0], figures[1], figures[2], figures[3], figures[4]);
        }
    }
}
