using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Names, units, kinds and tags are a contract: dashboards and alerts of hosts depend on them.</summary>
[Collection(nameof(ActivityTests))]
public sealed partial class TelemetryContractTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly TelemetryRecorder _recorder;

    public TelemetryContractTests() => _recorder = new TelemetryRecorder(_clock);

    /// <summary>Gets the constants of a kind: those whose names end in it, by value.</summary>
    internal static IReadOnlyList<string> Names(string kind) =>
    [
        .. typeof(DiscoveryTelemetry).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.Name.EndsWith(kind, StringComparison.Ordinal))
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Gets the families of the keys under which a cycle reads answers through the cache.</summary>
    internal static IEnumerable<string> AnswerFamilies()
    {
        var reads = File.ReadAllText(Path.Combine(QualityTests.FindRoot(), "src", "BirdeyeDiscovery", "Collecting", "MarketReads.cs"));
        return AnswerKey().Matches(reads).Select(static match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .Select(static name => typeof(CacheKeys).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!)
            .Select(static method => (string)method.Invoke(null, [.. method.GetParameters().Select(Argument)])!)
            .Select(TelemetryWords.FamilyOf);

        static object Argument(ParameterInfo parameter) => parameter.ParameterType switch
        {
            var type when type == typeof(string) => "So11111111111111111111111111111111111111112",
            var type when type == typeof(DateTimeOffset) => Start,
            var type when type == typeof(CandleInterval) => CandleInterval.FiveMinutes,
            _ => 12,
        };
    }

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public void Every_instrument_keeps_its_name_kind_and_unit() => Assert.Equal(
        [
            "birdeye_discovery.cache.requests Counter {request}",
            "birdeye_discovery.candidates Counter {token}",
            "birdeye_discovery.commit.duration Histogram s",
            "birdeye_discovery.commit.retries Counter {retry}",
            "birdeye_discovery.compute_units.left ObservableGauge {unit}",
            "birdeye_discovery.compute_units.used Counter {unit}",
            "birdeye_discovery.cycle.duration Histogram s",
            "birdeye_discovery.cycle.interval ObservableGauge s",
            "birdeye_discovery.cycle.lateness Histogram s",
            "birdeye_discovery.cycles Counter {cycle}",
            "birdeye_discovery.feed.lag Histogram s",
            "birdeye_discovery.feed.oldest_unhandled ObservableGauge s",
            "birdeye_discovery.leadership.epoch ObservableGauge {epoch}",
            "birdeye_discovery.leadership.held ObservableUpDownCounter {host}",
            "birdeye_discovery.limiter.wait Histogram s",
            "birdeye_discovery.rejections Counter {token}",
            "birdeye_discovery.requests Counter {request}",
            "birdeye_discovery.score Histogram {point}",
            "birdeye_discovery.staging.differences Counter {decision}",
            "birdeye_discovery.tracked ObservableUpDownCounter {token}",
            "birdeye_discovery.trades Counter {trade}",
        ],
        _recorder.Instruments
            .Select(static one => $"{one.Name} {one.GetType().Name.Split('`')[0]} {one.Unit}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_instrument_has_a_constant_a_description_and_the_library_as_its_meter()
    {
        Assert.Equal(Names("Metric"), _recorder.Instruments.Select(static one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(_recorder.Instruments, static one => Assert.False(string.IsNullOrEmpty(one.Description)));
        Assert.All(_recorder.Instruments, static one => Assert.Equal("BirdeyeDiscovery", one.Meter.Name));
        Assert.All(_recorder.Instruments, static one => Assert.Matches(@"^\d+\.\d+\.\d+$", one.Meter.Version));
    }

    [Theory]
    [InlineData("Metric")]
    [InlineData("Tag")]
    [InlineData("Activity")]
    public void Every_name_is_dotted_lower_case_and_stands_once(string kind)
    {
        var names = Names(kind);

        Assert.NotEmpty(names);
        Assert.All(names, static name => Assert.Matches(Dotted(), name));
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
    }

    [Fact]
    public void A_metric_has_the_tags_that_the_page_names()
    {
        var telemetry = _recorder.Telemetry;
        MeasureAll(telemetry);
        _recorder.Observe();

        Assert.Equal(
            [
                "cache.requests{family=security,result=hit} 1", "cache.requests{family=ohlcv,result=miss} 1",
                "candidates{action=add} 1", "candidates{action=reject} 1", "commit.duration{result=committed} 0.5",
                "commit.retries{reason=conflict} 1",
                "compute_units.left{} 1000", "compute_units.used{endpoint=other} 7", "compute_units.used{endpoint=overview} 30",
                "cycle.duration{outcome=complete} 60", "cycle.interval{} 120", "cycle.lateness{} 2", "cycles{outcome=complete} 1", "feed.lag{} 3",
                "feed.oldest_unhandled{} 3", "leadership.epoch{} 4",
                "leadership.held{} 1", "limiter.wait{endpoint=trades} 1", "rejections{reason=LIQ_MIN,stage=trending} 1",
                "requests{endpoint=trending,result=rate_limited} 1", "score{action=add} 71.5", "staging.differences{} 2", "tracked{status=active} 7",
                "tracked{status=paused} 2", "trades{result=recorded} 1",
            ],
            _recorder.Measurements.OrderBy(static text => text.Split('{')[0], StringComparer.Ordinal));
        Assert.All(Names("Metric"), name => Assert.Contains(DiscoveryTelemetry.EngineTag, _recorder.TagsByMetric[name]));
        Assert.Superset(
            _recorder.TagsByMetric.SelectMany(static tags => tags).ToHashSet(StringComparer.Ordinal),
            Names("Tag").ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_not_known_is_not_reported_as_zero()
    {
        _recorder.Observe();
        Assert.Empty(_recorder.Measurements);

        _recorder.Telemetry.Epoch = static () => null;
        _recorder.Telemetry.SetTracked(0, 0);
        _recorder.Telemetry.SetComputeUnitsLeft(null);
        _recorder.Observe();
        Assert.Equal(["leadership.held{} 0"], _recorder.Measurements);

        _recorder.Telemetry.Epoch = static () => 1;
        _recorder.Observe();
        Assert.Equal(
            ["leadership.epoch{} 1", "leadership.held{} 1", "tracked{status=active} 0", "tracked{status=paused} 0"],
            _recorder.Measurements.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_engines_of_a_host_share_instruments_and_are_told_apart()
    {
        var meter = new DiscoveryMeter(null);
        Assert.Equal("default", meter.For("", _clock).Engine);
        Assert.Equal("base", meter.For("base", _clock).Engine);
        meter.Dispose();
    }

    [Fact]
    public void While_nobody_listens_nothing_is_allocated()
    {
        using var meter = new DiscoveryMeter(null);
        var telemetry = meter.For("", _clock);
        using var reader = telemetry.FeedReaders.Add();
        MeasureAll(telemetry);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            MeasureToken(telemetry);
            reader.Given(Start);
            reader.Handled();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("birdeye:trending:1700000000", "trending")]
    [InlineData("birdeye:security:So11111111111111111111111111111111111111112", "security")]
    [InlineData("mine:trades:So11111111111111111111111111111111111111112", "trades")]
    [InlineData("birdeye:ohlcv:So11111111111111111111111111111111111111112:5m:576", "ohlcv")]
    [InlineData("discovery:swaps:So11111111111111111111111111111111111111112", "swaps")]
    [InlineData("So11111111111111111111111111111111111111112", "other")]
    [InlineData("", "other")]
    public void A_key_is_counted_by_its_family_and_never_by_its_address(string key, string family) =>
        Assert.Equal(family, TelemetryWords.FamilyOf(key));

    [Fact]
    public void Every_answer_that_a_cycle_reads_through_the_cache_has_a_family_of_its_own()
    {
        var families = AnswerFamilies().ToList();

        Assert.True(families.Count >= 5, "The keys of the cycle's answers were not found.");
        AssertWords(families);
    }

    [Fact]
    public void Every_endpoint_and_every_failure_has_a_word_of_its_own()
    {
        AssertWords(Enum.GetValues<BirdeyeEndpoint>().Select(TelemetryWords.Of));
        AssertWords(Enum.GetValues<SourceFailureKind>().Select(SourceFailureWords.Of));
    }

    private static void AssertWords(IEnumerable<string> words)
    {
        var all = words.ToList();
        Assert.Equal(all.Distinct(StringComparer.Ordinal), all);
        Assert.All(all, static word => Assert.Matches("^[a-z0-9_]+$", word));
        Assert.DoesNotContain(TelemetryWords.Other, all);
    }

    private static void MeasureAll(EngineTelemetry telemetry)
    {
        telemetry.CycleStarted(Start.AddSeconds(-2), TimeSpan.FromMinutes(2));
        telemetry.CycleEnded("complete", TimeSpan.FromMinutes(1));
        telemetry.Committed("committed", TimeSpan.FromSeconds(.5));
        telemetry.CommitRepeated(TelemetryWords.Conflict);
        telemetry.Audited(2);
        telemetry.Spent(null, 7);
        telemetry.FeedDelivered(Start.AddSeconds(-3));
        telemetry.FeedReaders.Add().Given(Start.AddSeconds(-3));
        telemetry.TradeGiven("recorded");
        telemetry.CacheLooked("birdeye:security:a", isHit: true);
        telemetry.SetTracked(7, 2);
        telemetry.SetComputeUnitsLeft(1_000);
        telemetry.Epoch = static () => 4;
        MeasureToken(telemetry);
    }

    private static void MeasureToken(EngineTelemetry telemetry)
    {
        telemetry.Spent(BirdeyeEndpoint.Overview, 30);
        telemetry.Requested(BirdeyeEndpoint.Trending, "rate_limited");
        telemetry.LimiterWaited(BirdeyeEndpoint.Trades, TimeSpan.FromSeconds(1));
        telemetry.CacheLooked("birdeye:ohlcv:a:5m:12", isHit: false);
        telemetry.Scored("add", 71.5);
        telemetry.Rejected("trending", ReasonCodes.LiquidityLow);
        telemetry.Account.Answered();
        DiscoveryActivities.Start(DiscoveryTelemetry.CallActivity)?.Dispose();
    }

    [GeneratedRegex(@"\bCacheKeys\.(?<name>\w+)")]
    private static partial Regex AnswerKey();

    [GeneratedRegex("^birdeye_discovery(\\.[a-z_]+){1,2}$")]
    private static partial Regex Dotted();
}
