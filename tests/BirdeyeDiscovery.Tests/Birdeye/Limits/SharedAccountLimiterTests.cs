using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class SharedAccountLimiterTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromDays(1);
    private static readonly RateLimits Eight = new(8, null);

    private readonly WaitingClock _clock = new();
    private readonly FakeLogger _logger = new();
    private readonly ScriptedWindows _windows = new();
    private readonly SharedAccountLimiter _limiter;

    public SharedAccountLimiterTests() => _limiter = new SharedAccountLimiter(new AccountRateLimiter(_clock), _windows, "me", _clock, _logger);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public async Task Every_request_is_asked_for_and_its_end_is_told()
    {
        var permit = await AcquireAsync(Eight);
        permit.MarkSent();
        Assert.Empty(_windows.Completed);
        permit.Dispose();
        (await AcquireAsync(Eight)).Dispose();

        Assert.Equal(["me:1"], _windows.Completed);
        Assert.Equal(["me:2"], _windows.Withdrawn);
        Assert.Equal([false, true], _windows.Asks.Select(static ask => ask.IsMember));
    }

    [Fact]
    public async Task A_member_sends_as_fast_as_it_is_let()
    {
        await SendOneAsync(Eight);
        Assert.InRange(await SendAsync(Eight, seconds: 10), 60, 80);
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task It_waits_as_long_as_it_is_told_and_asks_again()
    {
        await SendOneAsync(Eight);
        var refusals = 3;
        _windows.Answer = _ => refusals-- > 0 ? ScriptedWindows.Reply(SharedVerdict.Wait, wait: 0.7) : ScriptedWindows.Reply();
        var start = _clock.GetUtcNow();
        await SendOneAsync(Eight);
        Assert.InRange(_clock.GetUtcNow() - start, TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(3.2));
    }

    [Fact]
    public async Task A_host_cut_off_sends_one_request_keeps_still_until_the_others_know_and_then_keeps_to_its_part()
    {
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 4);
        await SendAsync(Eight, seconds: 3);
        _windows.Answer = static _ => null;

        // The last contact was at most one second ago, and the others know three seconds after it.
        Assert.Equal(1, await SendAsync(Eight, seconds: 1.9));
        await SendAsync(Eight, seconds: 1.6);
        Assert.InRange(await SendAsync(Eight, seconds: 10), 14, 20);
        var record = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(1210, record.Id.Id);
        Assert.Contains("one in 4", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_host_loses_no_time_without_Redis()
    {
        await SendAsync(Eight, seconds: 3);
        _windows.Answer = static _ => null;
        Assert.InRange(await SendAsync(Eight, seconds: 10), 60, 80);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(10, 10)]
    [InlineData(1, 1)]
    public async Task A_host_that_never_reached_Redis_keeps_to_what_is_configured_or_to_the_limits(int? configured, int hosts)
    {
        _windows.Answer = static _ => null;
        var limits = new RateLimits(20, null) { Hosts = configured };
        Assert.InRange(await SendAsync(limits, seconds: 10), 150 / hosts, 200 / hosts);
    }

    [Fact]
    public async Task A_host_alone_keeps_the_whole_rate_while_Redis_answers_late_begins_empty_and_is_lost()
    {
        var limits = new RateLimits(1, null);
        _windows.Answer = static _ => null;
        var start = _clock.GetUtcNow();
        var before = await SendAsync(limits, seconds: 60);
        var born = _clock.GetUtcNow();
        _windows.Answer = _ => ScriptedWindows.Reply(age: (_clock.GetUtcNow() - born).TotalSeconds);
        var empty = await SendAsync(limits, seconds: 60);
        _windows.Answer = static _ => null;
        var lost = await SendAsync(limits, seconds: 60);

        Assert.All([before, empty, lost], static sent => Assert.InRange(sent, 57, 60));
        Assert.Equal(180, (_clock.GetUtcNow() - start).TotalSeconds, 1.0);
    }

    [Fact]
    public async Task A_host_that_no_longer_leads_leaves_and_comes_back_with_its_next_request()
    {
        await SendAsync(Eight, seconds: 3);
        await PassAsync(290);
        Assert.False(_windows.HasLeft);
        await PassAsync(20);
        Assert.True(_windows.HasLeft);
        var asks = _windows.Asks.Count;
        await PassAsync(60);
        Assert.Equal(asks, _windows.Asks.Count);

        await SendOneAsync(Eight);
        await PassAsync(5);
        Assert.InRange(_windows.Asks.Count - asks, 4, 8);
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task A_host_has_the_share_of_its_store_and_one_of_its_own_for_several_stores_or_without_a_name()
    {
        await SendOneAsync(Eight with { StoreId = "b" });
        await SendOneAsync(Eight with { StoreId = "a" });
        await SendOneAsync(Eight);
        Assert.Equal(["b", "", ""], _windows.Asks.Where(static ask => ask.Request.Length > 0).Select(static ask => ask.Share));
    }

    [Fact]
    public async Task Two_hosts_that_sent_for_the_same_stores_have_two_shares_when_each_leads_one()
    {
        var windows = new ScriptedWindows();
        await using var other = new SharedAccountLimiter(new AccountRateLimiter(_clock), windows, "other", _clock, _logger);
        foreach (var store in new[] { "a", "b" })
        {
            await SendOneAsync(Eight with { StoreId = store });
            (await Time.DriveAsync(_clock, other.AcquireAsync(Eight with { StoreId = store }, Patient, Ct).AsTask()))!.Dispose();
        }

        // An empty share is one of the host's own.
        await SendOneAsync(Eight with { StoreId = "a" });
        (await Time.DriveAsync(_clock, other.AcquireAsync(Eight with { StoreId = "b" }, Patient, Ct).AsTask()))!.Dispose();
        Assert.Equal(("", ""), (_windows.Asks[^1].Share, windows.Asks[^1].Share));
    }

    [Fact]
    public async Task The_part_of_a_host_that_was_silent_before_is_free_after_five_minutes_though_Redis_stays_lost()
    {
        var limits = new RateLimits(8, null);
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 2, alive: 1);
        await SendAsync(limits, seconds: 3);
        _windows.Answer = static _ => null;
        await SendAsync(limits, seconds: 5);
        Assert.InRange(await SendAsync(limits, seconds: 10), 28, 40);
        await PassAsync(290);
        Assert.InRange(await SendAsync(limits, seconds: 10), 60, 80);
    }

    [Fact]
    public async Task The_part_of_a_host_that_was_heard_before_stays_its_own_while_Redis_is_lost()
    {
        var limits = new RateLimits(8, null);
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 3, alive: 2);
        await SendAsync(limits, seconds: 3);
        _windows.Answer = static _ => null;
        await SendAsync(limits, seconds: 5);
        await PassAsync(3_600);
        Assert.InRange(await SendAsync(limits, seconds: 10), 28, 40);
    }

    [Fact]
    public async Task More_hosts_seen_than_configured_count()
    {
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 10);
        var limits = new RateLimits(20, null) { Hosts = 2 };
        await SendAsync(limits, seconds: 3);
        _windows.Answer = static _ => null;
        await SendAsync(limits, seconds: 4);
        Assert.InRange(await SendAsync(limits, seconds: 10), 14, 20);
    }

    [Fact]
    public async Task Cut_off_it_takes_no_more_of_the_minute_than_its_part_of_what_was_left()
    {
        var limits = new RateLimits(10, 100);
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 5, taken: 80);
        await SendOneAsync(limits);
        _windows.Answer = static _ => null;

        // A fifth of the 20 that are left, and the request before counts too.
        Assert.InRange(await SendAsync(limits, seconds: 55), 2, 4);
        await SendAsync(limits, seconds: 30);
        Assert.InRange(await SendAsync(limits, seconds: 60), 14, 20);
    }

    [Fact]
    public async Task After_the_state_was_lost_it_keeps_to_its_part_for_one_full_window()
    {
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 4);
        await SendAsync(Eight, seconds: 3);
        var lost = _clock.GetUtcNow();
        _windows.Answer = ask => ask is { IsMember: true, Generation: 1 }
            ? ScriptedWindows.Reply(SharedVerdict.StateLost, generation: 2, age: 0, hosts: 4)
            : ScriptedWindows.Reply(generation: 2, age: (_clock.GetUtcNow() - lost).TotalSeconds, hosts: 4);

        // A window of 1.03 s, and 12 s that a request may be under way.
        var before = _windows.Asks.Count;
        Assert.InRange(await SendAsync(Eight, seconds: 12.9), 12, 21);
        Assert.All(_windows.Asks.Skip(before + 1), static ask => Assert.False(ask.IsMember));
        Assert.All(_windows.Asks.Skip(before + 1), static ask => Assert.Equal(4, ask.Remembered));
        await SendAsync(Eight, seconds: 1);
        Assert.InRange(await SendAsync(Eight, seconds: 5), 30, 40);
        Assert.Equal(1212, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task It_relies_on_the_others_again_one_window_after_its_last_request_that_they_do_not_know()
    {
        var limits = new RateLimits(1, null);
        await SendOneAsync(limits);
        _windows.Answer = static _ => null;
        var own = await AcquireAsync(limits);
        own.MarkSent();
        _windows.Answer = _ => ScriptedWindows.Reply();
        await PassAsync(10);
        Assert.False(_windows.Asks[^1].IsMember);
        own.Dispose();
        await PassAsync(1);
        Assert.False(_windows.Asks[^1].IsMember);
        await PassAsync(1.5);
        Assert.True(_windows.Asks[^1].IsMember);
        Assert.Equal([1210, 1211], _logger.Collector.GetSnapshot().Select(static record => record.Id.Id));
    }

    [Fact]
    public async Task Who_waits_for_its_part_begins_again_when_the_limits_are_shared_again()
    {
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 1000);
        var limits = new RateLimits(1, null);
        await SendOneAsync(limits);
        _windows.Answer = static _ => null;
        await PassAsync(30);
        await SendOneAsync(limits);
        var waiting = _limiter.AcquireAsync(limits, Patient, Ct).AsTask();
        await PassAsync(5);
        Assert.False(waiting.IsCompleted);
        _windows.Answer = _ => ScriptedWindows.Reply(hosts: 1000);

        // Its part of a thousandth would come a quarter of an hour later. On a busy machine the waiter's thread gets its turn late.
        for (var pass = 0; pass < 80 && !waiting.IsCompleted; pass++)
        {
            await PassAsync(8);
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct));
        }

        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_leave_that_arrives_late_is_given_back()
    {
        await SendOneAsync(Eight);
        _windows.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var permit = _limiter.AcquireAsync(Eight, Patient, Ct).AsTask();
        await PassAsync(1.5);
        var silence = _windows.Silence;
        _windows.Silence = null;
        silence.SetResult();
        (await _clock.DriveAsync(permit))!.Dispose();
        Assert.Equal("me:2", _windows.Withdrawn[0]);
    }

    [Fact]
    public async Task A_caller_that_gives_up_gives_its_leave_back_and_the_next_is_served()
    {
        await SendOneAsync(Eight);
        _windows.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        var cancelled = _limiter.AcquireAsync(Eight, Patient, cancellation.Token).AsTask();
        await PassAsync(0.5);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _windows.Silence = null;
        Assert.Contains("me:2", _windows.Withdrawn);
        await SendOneAsync(Eight);
    }

    [Fact]
    public async Task A_pause_of_another_host_stops_this_one()
    {
        await SendOneAsync(Eight);
        var until = _clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        _windows.Answer = ask => (until - _clock.GetUtcNow()).TotalSeconds is > 0 and var left
            ? ScriptedWindows.Reply(ask.Request.Length == 0 ? SharedVerdict.Wait : SharedVerdict.Paused, wait: 1, pause: left)
            : ScriptedWindows.Reply();
        Assert.Null(await _clock.DriveAsync(_limiter.AcquireAsync(Eight, TimeSpan.FromSeconds(10), Ct).AsTask()));
        Assert.InRange(_limiter.PauseLeft, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(30));
        await SendOneAsync(Eight);
        Assert.True(_clock.GetUtcNow() >= until);
    }

    [Fact]
    public void A_pause_is_told_to_all()
    {
        _limiter.Pause(TimeSpan.FromSeconds(7));
        _limiter.Pause(TimeSpan.Zero);
        Assert.Equal([TimeSpan.FromSeconds(7)], _windows.Pauses);
        Assert.Equal(TimeSpan.FromSeconds(7), _limiter.PauseLeft);
    }

    [Fact]
    public async Task A_host_that_asks_for_nothing_shows_itself_and_tries_less_often_while_nobody_answers()
    {
        await SendOneAsync(Eight);
        await PassAsync(10.5);
        Assert.InRange(_windows.Asks.Count(static ask => ask.Request.Length == 0), 9, 11);

        _windows.Answer = static _ => null;
        var before = _windows.Asks.Count;
        await PassAsync(60);
        Assert.InRange(_windows.Asks.Count - before, 9, 16);
    }

    [Fact]
    public async Task A_host_that_ends_leaves_and_answers_those_who_wait()
    {
        await SendOneAsync(new RateLimits(0.01m, null));
        var waiting = _limiter.AcquireAsync(new RateLimits(0.01m, null), Patient, Ct).AsTask();
        await _limiter.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.True(_windows.HasLeft);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _limiter.AcquireAsync(Eight, Patient, Ct).AsTask());
    }

    private async Task<RatePermit> AcquireAsync(RateLimits limits) => (await _clock.DriveAsync(_limiter.AcquireAsync(limits, Patient, Ct).AsTask()))!;

    private async Task SendOneAsync(RateLimits limits)
    {
        using var permit = await AcquireAsync(limits);
        permit.MarkSent();
    }

    /// <summary>Sends one request after another for so long; gives how many.</summary>
    private async Task<int> SendAsync(RateLimits limits, double seconds)
    {
        var end = _clock.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        for (var sent = 0; ; sent++)
        {
            var acquire = _limiter.AcquireAsync(limits, Patient, cancellation.Token).AsTask();
            await _clock.SettleAsync(acquire);
            while (!acquire.IsCompleted)
            {
                if (_clock.GetUtcNow() >= end)
                {
                    await cancellation.CancelAsync();
                    await acquire.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
                    if (acquire.IsCompletedSuccessfully)
                    {
                        (await acquire)?.Dispose();
                    }

                    return sent;
                }

                _clock.Advance(TimeSpan.FromMilliseconds(5));
                await _clock.SettleAsync(acquire);
            }

            using var permit = (await acquire)!;
            permit.MarkSent();
        }
    }

    private async Task PassAsync(double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.05)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.05));
            await SettleAsync(Task.Delay(Timeout.Infinite, Ct));
        }
    }

    // Callers go on on other threads, so these have to get a turn.
    private static async Task SettleAsync(Task task)
    {
        for (var i = 0; i < 20 && !task.IsCompleted; i++)
        {
            await Task.Yield();
        }
    }
}
