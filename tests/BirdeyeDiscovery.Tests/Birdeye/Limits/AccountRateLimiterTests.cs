using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class AccountRateLimiterTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromDays(1);

    public static TheoryData<double, double?, int> Plans => new()
    {
        { 1, null, 12 },
        { 0.4, null, 6 },
        { 1.5, null, 12 },
        { 5, 30, 45 },
        { 15, null, 60 },
        { 50, 1000, 120 },
        { 2, 0.5, 4 },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task The_server_never_sees_more_than_the_plan_allows_whatever_the_network_does(double perSecond, double? perMinute, int requests)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var arrivals = await SimulateAsync(new RateLimits((decimal)perSecond, (decimal?)perMinute), requests, new Random(seed), maxDelayMilliseconds: 1500);
            AssertWithin(arrivals, perSecond, TimeSpan.FromSeconds(1));
            if (perMinute is { } rate)
            {
                AssertWithin(arrivals, rate, TimeSpan.FromMinutes(1));
            }
        }
    }

    [Fact]
    public Task Any_rate_and_any_network_stay_within_the_plan() =>
        Gen.Select(Gen.Double[0.3, 30], Gen.Int[0, 2000], Gen.Int[1, 1_000_000]).SampleAsync(
            async (perSecond, maxDelay, seed) =>
            {
                var arrivals = await SimulateAsync(new RateLimits((decimal)perSecond, null), 15, new Random(seed), maxDelay);
                AssertWithin(arrivals, perSecond, TimeSpan.FromSeconds(1));
            },
            iter: 60);

    [Fact]
    public async Task A_fast_network_gets_most_of_the_plan()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(10, null);
        var start = clock.GetUtcNow();
        var sent = 0;
        for (; clock.GetUtcNow() - start < TimeSpan.FromSeconds(6); sent++)
        {
            // The timer answers on the stack of Advance, so this loop depends on no other thread.
            var acquire = limiter.AcquireAsync(limits, Patient, TestContext.Current.CancellationToken).AsTask();
            while (!acquire.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
            }

            using var permit = (await acquire)!;
            permit.MarkSent();
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(sent, 57, 61);
    }

    [Fact]
    public async Task A_window_may_be_used_at_once_and_again_one_window_after_the_answers()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(10, null);
        for (var burst = 0; burst < 3; burst++)
        {
            var permits = Enumerable.Range(0, 10).Select(_ => AcquireAsync(limiter, limits)).ToArray();
            Assert.All(permits, static permit => Assert.True(permit.IsCompletedSuccessfully));
            Assert.All(permits, static permit => permit.Result.MarkSent());
            var next = AcquireAsync(limiter, limits);
            Assert.All(permits, static permit => permit.Result.Dispose());
            clock.Advance(TimeSpan.FromSeconds(1.009));
            Assert.False(next.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(.003));
            (await next).Dispose();
        }
    }

    [Fact]
    public async Task A_refused_account_spaces_its_requests_until_an_hour_has_passed()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(10, null);
        Assert.Equal(TimeSpan.FromHours(1), limiter.NoteRefusal());
        Assert.Null(limiter.NoteRefusal());
        (await AcquireAsync(limiter, limits)).MarkSent();
        var second = AcquireAsync(limiter, limits);
        clock.Advance(TimeSpan.FromMilliseconds(95));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        (await second).MarkSent();

        clock.Advance(TimeSpan.FromHours(1));
        Assert.True(AcquireAsync(limiter, limits).IsCompleted);
        Assert.True(AcquireAsync(limiter, limits).IsCompleted);
    }

    [Fact]
    public async Task A_refused_account_of_one_request_a_second_leaves_a_quarter_of_a_second()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        limiter.NoteRefusal();
        using (var first = await AcquireAsync(limiter, new RateLimits(1, null)))
        {
            first.MarkSent();
        }

        var second = AcquireAsync(limiter, new RateLimits(1, null));
        clock.Advance(TimeSpan.FromSeconds(1.24));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.02));
        await second;
    }

    [Fact]
    public void Caution_that_does_not_help_lasts_longer_each_time_up_to_a_day()
    {
        var caution = new Caution(timestampFrequency: 1);
        var now = 0L;
        var lengths = new List<double>();
        for (var refusal = 0; refusal < 7; refusal++)
        {
            lengths.Add(caution.Note(now)!.Value.TotalHours);
            Assert.True(caution.IsAt(now + (long)TimeSpan.FromHours(lengths[^1]).TotalSeconds - 1));
            now += (long)TimeSpan.FromHours(lengths[^1]).TotalSeconds;
            Assert.False(caution.IsAt(now));
        }

        Assert.Equal([1, 2, 4, 8, 16, 24, 24], lengths);
        Assert.Equal(TimeSpan.FromHours(1), caution.Note(now + (long)TimeSpan.FromDays(2).TotalSeconds));
    }

    [Fact]
    public async Task A_request_under_way_counts_until_a_window_after_its_completion()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(1, null);
        var first = await AcquireAsync(limiter, limits);
        first.MarkSent();
        var second = AcquireAsync(limiter, limits);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(second.IsCompleted);
        first.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1.009));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.003));
        await second;
    }

    [Fact]
    public async Task A_permit_that_was_not_used_does_not_count()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(1, null);
        (await AcquireAsync(limiter, limits)).Dispose();
        (await AcquireAsync(limiter, limits)).Dispose();
    }

    [Fact]
    public async Task Callers_are_served_in_order()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var callers = Enumerable.Range(0, 20).Select(_ => CallAsync(AcquireAsync(limiter, new RateLimits(5, null)))).ToArray();
        var all = Task.WhenAll(callers);
        await Time.DriveAsync(clock, all);
        var starts = await all;
        Assert.Equal(starts.Order(), starts);

        static async Task<long> CallAsync(Task<RatePermit> acquire)
        {
            using var permit = await acquire;
            permit.MarkSent();
            return ((LocalPermit)permit).Start;
        }
    }

    [Fact]
    public async Task A_cancelled_caller_leaves_the_queue_and_takes_nothing()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(1, null);
        var first = await AcquireAsync(limiter, limits);
        first.MarkSent();
        first.Dispose();
        using var cancellation = new CancellationTokenSource();
        var cancelled = limiter.AcquireAsync(limits, Patient, cancellation.Token).AsTask();
        var next = AcquireAsync(limiter, limits);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        clock.Advance(TimeSpan.FromSeconds(1.3));
        await next;
    }

    [Fact]
    public async Task A_pause_stops_every_caller_until_it_ends()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        limiter.Pause(TimeSpan.FromSeconds(5));
        limiter.Pause(TimeSpan.FromSeconds(1));
        var caller = AcquireAsync(limiter, new RateLimits(100, null));
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(caller.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        await caller;
    }

    [Fact]
    public async Task A_pause_longer_than_a_caller_waits_sends_it_away_at_once()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var limits = new RateLimits(1, null);
        (await AcquireAsync(limiter, limits)).MarkSent();
        var queued = limiter.AcquireAsync(limits, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).AsTask();
        limiter.Pause(TimeSpan.FromSeconds(60));
        Assert.Null(await queued);
        Assert.Null(await limiter.AcquireAsync(limits, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rates_may_change_between_calls()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var first = await AcquireAsync(limiter, new RateLimits(100, null));
        first.MarkSent();
        first.Dispose();
        var slower = AcquireAsync(limiter, new RateLimits(0.5m, null));
        clock.Advance(TimeSpan.FromSeconds(2.01));
        Assert.False(slower.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.02));
        await slower;
    }

    [Fact]
    public void One_account_has_one_limiter_and_another_key_another()
    {
        using var limiters = new AccountRateLimiters(new FakeTimeProvider());
        var account = Account.Of(new BirdeyeOptions { ApiKey = new ApiKey("a") });
        Assert.Same(limiters.For(account), limiters.For(Account.Of(new BirdeyeOptions { ApiKey = new ApiKey(" a "), Chain = "base" })));
        Assert.NotSame(limiters.For(account), limiters.For(Account.Of(new BirdeyeOptions { ApiKey = new ApiKey("b") })));
    }

    private static async Task<RatePermit> AcquireAsync(AccountRateLimiter limiter, RateLimits limits) =>
        (await limiter.AcquireAsync(limits, Patient, TestContext.Current.CancellationToken))!;

    /// <summary>Sends requests at once through a network that delays each on both ways; gives the times at which the server saw them.</summary>
    private static async Task<List<TimeSpan>> SimulateAsync(RateLimits limits, int requests, Random random, int maxDelayMilliseconds)
    {
        var clock = new FakeTimeProvider();
        using var limiter = new AccountRateLimiter(clock);
        var start = clock.GetUtcNow();
        var arrivals = new List<TimeSpan>();
        var delays = Enumerable.Range(0, requests).Select(_ => (Out: random.Next(maxDelayMilliseconds + 1), Back: random.Next(maxDelayMilliseconds + 1)));
        var calls = delays.ToArray().Select(CallAsync).ToArray();
        await Time.DriveAsync(clock, Task.WhenAll(calls), stepMilliseconds: 10);
        arrivals.Sort();
        return arrivals;

        async Task CallAsync((int Out, int Back) delay)
        {
            using var permit = await AcquireAsync(limiter, limits);
            permit.MarkSent();
            await Task.Delay(TimeSpan.FromMilliseconds(delay.Out), clock);
            lock (arrivals)
            {
                arrivals.Add(clock.GetUtcNow() - start);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(delay.Back), clock);
        }
    }

    private static void AssertWithin(List<TimeSpan> arrivals, double rate, TimeSpan unit)
    {
        var allowed = Math.Max(1, (int)Math.Floor(rate));
        var window = rate >= 1 ? unit : unit / rate;
        for (var i = allowed; i < arrivals.Count; i++)
        {
            var span = arrivals[i] - arrivals[i - allowed];
            Assert.True(span > window, $"{allowed + 1} requests arrived within {span} at {arrivals[i]}; allowed are {allowed} in {window}");
        }
    }
}
