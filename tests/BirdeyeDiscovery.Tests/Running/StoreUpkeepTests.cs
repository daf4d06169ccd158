using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>How often the leader looks after the store, and that nothing of it costs a cycle.</summary>
public sealed class StoreUpkeepTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly FakeLogger<DiscoveryEngine> _logger = new();
    private readonly IStoreMaintenance _maintenance = Substitute.For<IStoreMaintenance>();
    private readonly IDiscoveryHistory _history = Substitute.For<IDiscoveryHistory>();
    private readonly ILeaderLease _lease = Substitute.For<ILeaderLease>();
    private readonly BirdeyeDiscoveryOptions _options = new();
    private readonly StoreUpkeep _upkeep;
    private IReadOnlyList<SnapshotRecord> _cycles = [];
    private DateTimeOffset? _storeTime;

    public StoreUpkeepTests()
    {
        _maintenance.DropHistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new RetentionResult(true, []));
        _history.GetSnapshotsAsync(Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<IReadOnlyList<SnapshotRecord>>(_cycles));
        _lease.GetTimeAsync(Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<DateTimeOffset?>(_storeTime));
        _upkeep = Upkeep(_maintenance);
    }

    [Fact]
    public async Task Room_is_made_for_each_epoch_once_a_day_and_for_each_month()
    {
        await PrepareAsync(epoch: 1);
        await PrepareAsync(epoch: 1);
        Assert.Equal([Start], Prepared);
        await PrepareAsync(epoch: 2);
        Assert.Equal(2, Prepared.Count);
        _clock.Advance(TimeSpan.FromHours(23));
        await PrepareAsync(epoch: 2);
        Assert.Equal(2, Prepared.Count);
        _clock.Advance(TimeSpan.FromHours(1));
        await PrepareAsync(epoch: 2);
        Assert.Equal(3, Prepared.Count);

        _clock.SetUtcNow(new DateTimeOffset(2026, 5, 31, 23, 59, 0, TimeSpan.Zero));
        await PrepareAsync(epoch: 2);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await PrepareAsync(epoch: 2);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 0, 1, 0, TimeSpan.Zero), Prepared[^1]);
        Assert.Equal(5, Prepared.Count);
    }

    [Fact]
    public async Task Room_that_could_not_be_made_is_tried_for_again_in_the_next_turn_and_said_once_a_minute()
    {
        _maintenance.PrepareAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Throws(new DiscoveryStoreException("no right"));
        await PrepareAsync(1);
        await PrepareAsync(1);
        Assert.Equal((2, 1), (Prepared.Count, Said("MaintenanceFailed")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PrepareAsync(1);
        Assert.Equal(2, Said("MaintenanceFailed"));
        Assert.Contains("(1 like it not shown)", _logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_is_dropped_once_a_day_from_the_start_of_a_month()
    {
        _options.Storage.KeepHistoryMonths = 3;
        await DropAsync();
        _clock.Advance(TimeSpan.FromHours(23.9));
        await DropAsync();
        Assert.Equal([new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)], Dropped);
        _clock.Advance(TimeSpan.FromHours(.1));
        await DropAsync();

        Assert.Equal(2, Dropped.Count);
        Assert.Equal(0, Said("HistoryDropped"));
    }

    [Theory]
    [InlineData(null, "2025-04-01")]
    [InlineData("2025-12-31T23:00:00Z", "2024-11-01")]
    [InlineData("2026-12-31T23:00:00Z", "2025-04-01")]
    public async Task History_goes_by_the_earlier_of_the_times_of_the_host_and_of_the_store(string? store, string keepFrom)
    {
        _storeTime = store is null ? null : DateTimeOffset.Parse(store, CultureInfo.InvariantCulture);

        // Whether or not clocks are compared before a host leads.
        _options.Storage.MaxClockSkew = TimeSpan.Zero;
        await DropAsync();

        Assert.Equal([DateTimeOffset.Parse($"{keepFrom}T00:00:00Z", CultureInfo.InvariantCulture)], Dropped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clock_that_is_far_ahead_drops_nothing_and_that_is_said_once(bool storeTells)
    {
        _clock.Advance(TimeSpan.FromDays(430));
        _cycles = [Cycle(Start.AddDays(430)), Cycle(Start), Cycle(Start.AddMinutes(-2))];
        if (storeTells)
        {
            _maintenance.FindPausesAsync(Arg.Any<DateTimeOffset>(), Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
                .Returns(static _ => new ValueTask<IReadOnlyList<CyclePause>?>([new CyclePause(Start, Start.AddDays(430))]));
        }

        await DropAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        await DropAsync();

        Assert.Equal(2, Dropped.Count);
        Assert.All(Dropped, static from => Assert.InRange(from, new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(1, Said("RetentionHeld"));
        static SnapshotRecord Cycle(DateTimeOffset at) => new() { CycleTimestamp = at, Outcome = CycleOutcome.Complete, Mode = DiscoveryMode.Manage, ScoreVersion = "1", OptionsHash = "" };
    }

    [Fact]
    public async Task Nothing_is_dropped_while_the_store_s_time_is_not_known()
    {
        _lease.GetTimeAsync(Arg.Any<CancellationToken>()).Throws(new DiscoveryStoreException("no answer"));
        await DropAsync();
        Assert.Empty(Dropped);
        Assert.Equal(1, Said("MaintenanceFailed"));
    }

    [Fact]
    public async Task What_was_dropped_is_said_and_what_is_another_role_s_work_is_said_once()
    {
        _maintenance.DropHistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(
            new RetentionResult(true, ["token_scores_2025_03", "candidate_rejections_2025_03"]),
            new RetentionResult(false, []));
        for (var day = 0; day < 4; day++)
        {
            await DropAsync();
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal((1, 1), (Said("HistoryDropped"), Said("HistoryNotPermitted")));
        Assert.Contains("token_scores_2025_03, candidate_rejections_2025_03", _logger.Collector.GetSnapshot()[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drop_that_does_not_end_is_ended_and_goes_on_in_an_hour()
    {
        _maintenance.DropHistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(static call => new ValueTask<RetentionResult>(ForeverAsync(call.Arg<CancellationToken>())));
        var dropping = DropAsync();
        Assert.False(dropping.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await dropping.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(1, Said("MaintenanceFailed"));

        _clock.Advance(TimeSpan.FromMinutes(59));
        await DropAsync();
        Assert.Single(Dropped);
        _maintenance.DropHistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new RetentionResult(true, []));
        _maintenance.ClearReceivedCalls();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await DropAsync();
        Assert.Single(Dropped);
    }

    [Fact]
    public async Task Nothing_is_done_in_read_only_mode_and_nothing_is_dropped_that_is_kept_for_ever()
    {
        _options.Storage.KeepHistoryMonths = 0;
        await DropAsync();
        _options.Storage.KeepHistoryMonths = 13;
        _options.Discovery.Mode = DiscoveryMode.ReadOnly;
        await DropAsync();
        await PrepareAsync(1);

        Assert.Empty(_maintenance.ReceivedCalls());
    }

    [Fact]
    public async Task A_store_without_maintenance_needs_none()
    {
        var none = Upkeep(null);
        await none.PrepareAsync(_options, 1, TestContext.Current.CancellationToken);
        await none.DropHistoryAsync(_options, TestContext.Current.CancellationToken);

        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task A_host_that_stops_is_not_kept_by_it()
    {
        _maintenance.DropHistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(static call => new ValueTask<RetentionResult>(ForeverAsync(call.Arg<CancellationToken>())));
        using var stop = new CancellationTokenSource();
        var dropping = _upkeep.DropHistoryAsync(_options, stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropping);
        Assert.Equal(0, Said("MaintenanceFailed"));
    }

    private static async Task<RetentionResult> ForeverAsync(CancellationToken cancelled)
    {
        await Task.Delay(Timeout.Infinite, cancelled);
        return new RetentionResult(true, []);
    }

    private StoreUpkeep Upkeep(IStoreMaintenance? maintenance) => new("", maintenance, _history, _lease, new StoreClock(_clock), _clock, _logger);

    private List<DateTimeOffset> Prepared => Times(nameof(IStoreMaintenance.PrepareAsync));

    private List<DateTimeOffset> Dropped => Times(nameof(IStoreMaintenance.DropHistoryAsync));

    private List<DateTimeOffset> Times(string method) =>
        [.. _maintenance.ReceivedCalls().Where(call => call.GetMethodInfo().Name == method).Select(static call => (DateTimeOffset)call.GetArguments()[0]!)];

    private int Said(string name) => _logger.Collector.GetSnapshot().Count(record => record.Id.Name == name);

    private Task PrepareAsync(long epoch) => _upkeep.PrepareAsync(_options, epoch, TestContext.Current.CancellationToken).AsTask();

    private Task DropAsync() => _upkeep.DropHistoryAsync(_options, TestContext.Current.CancellationToken).AsTask();
}
