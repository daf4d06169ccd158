using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>When leadership is renewed, when it is in doubt, and when it is over.</summary>
public sealed class LeadershipTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger<DiscoveryEngine> _logger = new();
    private readonly ScriptedLease _lease = new();
    private readonly Leadership _leadership;
    private readonly BirdeyeDiscoveryOptions _options = new();

    public LeadershipTests()
    {
        _options.Storage.Lease = TimeSpan.FromSeconds(30);
        _leadership = new Leadership("", _lease, new StoreClock(_clock), _clock, _logger);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _leadership.DisposeAsync();

    [Fact]
    public async Task It_is_renewed_at_each_third_of_the_lease_without_anybody_asking()
    {
        Assert.Equal(1, await TakeAsync());
        Pass(9.9);
        Assert.Equal(1, _lease.Asked);
        for (var renewals = 1; renewals <= 9; renewals++)
        {
            await PassAsync(10);
            Assert.Equal(renewals + 1, _lease.Answered);
        }

        Assert.Equal((1L, false), (_leadership.Epoch, _leadership.Doubt.IsCancellationRequested));
        Assert.True(_leadership.IsSureOf(1));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_brings_doubt_at_two_thirds_and_the_end_at_the_whole_lease()
    {
        await TakeAsync();
        var doubt = _leadership.Doubt;
        _lease.Answer = static _ => throw new DiscoveryStoreException("gone") { IsTransient = true };
        Pass(19.9);
        Assert.False(doubt.IsCancellationRequested);
        await PassAsync(.1);
        Assert.Equal((true, 1L, true), (doubt.IsCancellationRequested, _leadership.Epoch, _leadership.IsSureOf(1)));
        await PassAsync(9.9);
        Assert.Equal(1, _leadership.Epoch);
        await PassAsync(.1);
        Assert.Null(_leadership.Epoch);
        Assert.False(_leadership.IsSureOf(1));
        var asked = _lease.Asked;
        Pass(300);

        Assert.Equal(asked, _lease.Asked);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Name == "LeadershipInDoubt");
    }

    [Fact]
    public async Task A_renewal_that_hangs_is_given_up_after_a_third_and_hinders_no_doubt()
    {
        await TakeAsync();
        _lease.Answer = static async cancelled =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return 1;
        };
        Pass(10);
        await Until(() => _lease.Asked == 2);
        Pass(9.9);
        Assert.False(_leadership.Doubt.IsCancellationRequested);
        Pass(.1);
        Assert.True(_leadership.Doubt.IsCancellationRequested);
        await _leadership.Renewing;
        Assert.Equal(1, _lease.Cancelled);

        _lease.Answer = static _ => new(1L);
        await PassAsync(2.5);
        await PassAsync(10);
        Assert.Equal((1L, 3), (_leadership.Epoch, _lease.Answered));
    }

    [Fact]
    public async Task A_renewal_that_ignores_its_deadline_neither_keeps_leadership_nor_starts_another_beside_it()
    {
        await TakeAsync();
        var stuck = new TaskCompletionSource<long?>();
        _lease.Answer = _ => new(stuck.Task);
        Pass(10);
        await Until(() => _lease.Asked == 2);
        Pass(20);

        Assert.Null(_leadership.Epoch);
        Assert.Equal(2, _lease.Asked);
        stuck.SetResult(null);
    }

    [Fact]
    public async Task Renewals_that_fail_for_a_while_are_tried_again_and_said_once()
    {
        await TakeAsync();
        _lease.Answer = static _ => throw new DiscoveryStoreException("gone") { IsTransient = true };
        for (var failures = 1; failures <= 3; failures++)
        {
            await PassAsync(failures == 1 ? 10 : 2.5);
            Assert.Equal(failures + 1, _lease.Asked);
        }

        _lease.Answer = static _ => new(1L);
        await PassAsync(2.5);
        Assert.Equal(2, _lease.Answered);
        Pass(9);

        Assert.False(_leadership.Doubt.IsCancellationRequested);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Name == "RenewalFailed");
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_doubt_keeps_the_epoch_and_the_next_turn_starts_without_doubt()
    {
        await TakeAsync();
        _lease.Answer = static _ => throw new DiscoveryStoreException("gone") { IsTransient = true };
        await PassAsync(20);
        _lease.Answer = static _ => new(1L);
        await PassAsync(2.5);
        Assert.Equal(2, _lease.Answered);

        Assert.Equal((1L, true), (_leadership.Epoch, _leadership.Doubt.IsCancellationRequested));
        await TakeAsync();
        Assert.False(_leadership.Doubt.IsCancellationRequested);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2L)]
    public async Task A_renewal_that_finds_another_epoch_calls_the_running_cycle_off(long? found)
    {
        await TakeAsync();
        var doubt = _leadership.Doubt;
        _lease.Answer = _ => new(found);
        await PassAsync(10);

        Assert.True(doubt.IsCancellationRequested);
        Assert.Equal(found, _leadership.Epoch);
        Assert.False(await _leadership.HoldsAsync(1, _options, Cancel));
    }

    [Fact]
    public async Task A_process_suspended_beyond_the_lease_wakes_up_unsure_and_learns_who_leads()
    {
        await TakeAsync();
        _lease.Answer = static _ => new((long?)null);
        _clock.AutoAdvanceAmount = TimeSpan.FromSeconds(120);
        _ = _clock.GetTimestamp();
        _clock.AutoAdvanceAmount = TimeSpan.Zero;

        Assert.False(_leadership.IsSureOf(1));
        await PassAsync(0);
        Assert.Null(_leadership.Epoch);
        Assert.False(await _leadership.HoldsAsync(1, _options, Cancel));
    }

    [Fact]
    public async Task An_epoch_that_ran_out_here_but_not_in_the_store_still_holds()
    {
        await TakeAsync();
        _lease.Answer = static _ => throw new DiscoveryStoreException("gone") { IsTransient = true };
        Pass(30);
        Assert.False(await _leadership.HoldsAsync(1, _options, Cancel));
        _lease.Answer = static _ => new(1L);

        Assert.True(await _leadership.HoldsAsync(1, _options, Cancel));
    }

    [Fact]
    public async Task A_host_that_runs_no_more_cycles_gives_leadership_up()
    {
        await TakeAsync();
        var patience = _options.Discovery.CycleTimeout + (3 * _options.Discovery.Interval);
        for (var passed = TimeSpan.Zero; passed <= patience; passed += TimeSpan.FromSeconds(10))
        {
            Assert.Equal(0, _lease.Released);
            await PassAsync(10);
        }

        Assert.Equal(1, _lease.Released);
        Assert.Null(_leadership.Epoch);
        Assert.Equal(1, await TakeAsync());
    }

    [Fact]
    public async Task A_host_that_asks_and_runs_no_cycle_gives_leadership_up_and_leaves_it_to_others_for_a_lease()
    {
        await TakeAsync();
        var patience = _options.Discovery.CycleTimeout + (3 * _options.Discovery.Interval);
        for (var passed = TimeSpan.Zero; passed < patience; passed += TimeSpan.FromSeconds(10))
        {
            await PassAsync(10);
            await TakeAsync();
        }

        Assert.Equal(0, _lease.Released);
        await PassAsync(10);
        Assert.Equal((1, null), (_lease.Released, _leadership.Epoch));
        Assert.Null(await TakeAsync());
        Pass(29.9);
        Assert.Null(await TakeAsync());
        Pass(.1);
        Assert.Equal(1, await TakeAsync());
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Name == "LeadershipIdle");
    }

    [Fact]
    public async Task A_host_that_runs_cycles_keeps_leadership_for_as_long_as_it_does()
    {
        await TakeAsync();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(1); passed += TimeSpan.FromSeconds(10))
        {
            await PassAsync(10);
            _leadership.Used();
        }

        Assert.Equal((0, 1L), (_lease.Released, _leadership.Epoch));
    }

    [Fact]
    public async Task Leadership_that_is_given_up_is_free_at_once()
    {
        await _leadership.GiveUpAsync(Cancel);
        Assert.Equal(0, _lease.Released);
        await TakeAsync();
        var doubt = _leadership.Doubt;
        await _leadership.GiveUpAsync(Cancel);

        Assert.Equal((1, null), (_lease.Released, _leadership.Epoch));
        Assert.True(doubt.IsCancellationRequested);
        Pass(300);
        Assert.Equal(1, _lease.Asked);
    }

    [Fact]
    public async Task A_follower_asks_only_when_told_to_and_a_disposed_one_never()
    {
        _lease.Answer = static _ => new((long?)null);
        Assert.Null(await TakeAsync());
        Pass(300);
        Assert.Equal(1, _lease.Asked);

        _lease.Answer = static _ => new(1L);
        await TakeAsync();
        await _leadership.DisposeAsync();
        Pass(300);
        Assert.Equal(2, _lease.Asked);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await TakeAsync());
    }

    private ValueTask<long?> TakeAsync() => _leadership.TakeAsync(_options, Cancel);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private Task PassAsync(double seconds)
    {
        Pass(seconds);
        return _leadership.Renewing;
    }

    private static Task Until(Func<bool> condition) => Eventually.TrueAsync(condition, Cancel);

    private sealed class ScriptedLease : ILeaderLease
    {
        private int _asked;
        private int _answered;
        private int _cancelled;
        private int _released;

        public Func<CancellationToken, ValueTask<long?>> Answer { get; set; } = static _ => new(1L);

        public int Asked => Volatile.Read(ref _asked);

        public int Answered => Volatile.Read(ref _answered);

        public int Cancelled => Volatile.Read(ref _cancelled);

        public int Released => Volatile.Read(ref _released);

        public async ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            try
            {
                var epoch = await Answer(cancellationToken);
                Interlocked.Increment(ref _answered);
                return epoch;
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _cancelled);
                throw;
            }
        }

        public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _released);
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
