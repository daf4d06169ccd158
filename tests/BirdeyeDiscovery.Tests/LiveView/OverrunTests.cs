using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Cycles that take longer than their interval: a reader is told that they are fresh for as long as two of them take.</summary>
public sealed class OverrunTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly BirdeyeDiscoveryOptions _options = new();
    private readonly InProcessCacheLayer _cache;
    private readonly LivePublisher _publisher;

    public OverrunTests()
    {
        _cache = new InProcessCacheLayer(_clock);
        _publisher = new LivePublisher(_cache, _clock);
        _options.Discovery.Interval = TimeSpan.FromMinutes(2);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, 240)]
    [InlineData(120, 240)]
    [InlineData(290, 580)]
    [InlineData(600, 1_200)]
    public async Task A_cycle_is_fresh_for_twice_its_duration_after_its_end(int took, int fresh)
    {
        await RunAsync(took);
        var reader = new LiveReader(_cache, _options.Discovery.Interval, _clock);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        _clock.Advance(TimeSpan.FromSeconds(fresh - 1));
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await reader.GetViewAsync(Ct)).IsStale);
    }

    [Theory]
    [InlineData(true, 3_600)]
    [InlineData(false, 240)]
    public async Task A_cycle_that_a_budget_stretched_is_fresh_for_two_of_its_own_intervals(bool hasBudget, int fresh)
    {
        // The options of a host that was restarted do not say it, the snapshot does.
        await RunAsync(10, snapshot => snapshot with
        {
            DiscoveryFrequencySecs = 1_800,
            Budget = !hasBudget ? null : new BudgetForecast
            {
                UnitsPerMonth = 1,
                Spent = 1,
                ExpectedAtReset = 1,
                ResetsAt = Start,
                Stretch = new BudgetStretch { TrendingLimit = 1 },
            },
        });
        var reader = new LiveReader(_cache, _options.Discovery.Interval, _clock);
        _clock.Advance(TimeSpan.FromSeconds(fresh - 1));
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await reader.GetViewAsync(Ct)).IsStale);
    }

    [Fact]
    public async Task The_first_view_of_a_watch_is_not_stale_when_each_cycle_overruns_and_none_gets_stale_in_between()
    {
        await RunAsync(290);
        await using var watch = new LiveReader(_cache, _options.Discovery.Interval, _clock).WatchAsync(Ct).GetAsyncEnumerator(Ct);
        for (var cycle = 0; cycle < 4; cycle++)
        {
            Assert.True(await watch.MoveNextAsync());
            Assert.False(watch.Current.IsStale);
            _clock.Advance(TimeSpan.FromSeconds(70));
            await RunAsync(290);
        }
    }

    private async Task RunAsync(int seconds, Func<SnapshotRecord, SnapshotRecord>? change = null)
    {
        var snapshot = new SnapshotRecord
        {
            CycleTimestamp = _clock.GetUtcNow(),
            DurationMs = seconds * 1_000,
            Outcome = CycleOutcome.Complete,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "",
        };
        snapshot = change?.Invoke(snapshot) ?? snapshot;
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await _publisher.PublishAsync(_options, snapshot, [], [], CycleFindings.None, TimeSpan.FromSeconds(seconds), Ct);
    }
}
