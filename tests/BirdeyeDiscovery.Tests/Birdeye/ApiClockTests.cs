using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>What the API's answers tell of this host's clock, and waits until a moment of the API's.</summary>
public sealed class ApiClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly SetClock _clock = new();
    private readonly ApiClock _api;

    public ApiClockTests() => _api = new ApiClock(_clock);

    public static TheoryData<TimeSpan> Offsets =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(430), TimeSpan.FromDays(26_600),
    ];

    [Fact]
    public void Nothing_is_known_before_an_answer_nor_from_one_that_a_cache_kept()
    {
        Assert.Null(_api.Offset);
        using var kept = Answer();
        kept.Headers.Age = TimeSpan.FromHours(1);
        _api.Trust(_api.Read(kept, _clock.GetUtcNow()));
        Assert.Null(_api.Offset);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public void A_clock_that_is_set_after_the_answer_counts_as_it_is_set_now(TimeSpan off)
    {
        using var answer = Answer();
        _api.Trust(_api.Read(answer, _clock.GetUtcNow()));
        Assert.Equal(new ClockOffset(TimeSpan.Zero, TimeSpan.Zero), _api.Offset);

        _clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(new ClockOffset(TimeSpan.Zero, TimeSpan.FromMinutes(7)), _api.Offset);
        _clock.Off = off;
        Assert.Equal(new ClockOffset(off, TimeSpan.FromMinutes(7)), _api.Offset);
        Assert.Equal(off > TimeSpan.Zero ? off : TimeSpan.Zero, _api.Ahead);
        _clock.Off = TimeSpan.Zero;
        Assert.Equal(TimeSpan.Zero, _api.Offset!.Value.By);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_moment_until_which_to_wait_is_one_of_the_api_s_clock(TimeSpan off)
    {
        _clock.Off = off;
        using var transport = new BirdeyeTransport(
            new StubHandler((_, _) =>
            {
                var refused = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
                refused.Headers.Date = Start;
                refused.Headers.TryAddWithoutValidation("Retry-After", Start.AddSeconds(5).ToString("r", CultureInfo.InvariantCulture));
                return refused;
            }),
            _clock,
            _api);
        using var answer = await transport.SendAsync(BirdeyeEndpoint.Trending, "/x", new BirdeyeOptions(), permit: null, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Failure!.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public void A_refusal_lasts_as_long_when_the_clock_is_set_meanwhile(TimeSpan off)
    {
        var refusals = new PlanRefusals(_clock);
        var account = new Account("https://example.org", "key");
        refusals.Learn(account, new SourceFailure(SourceFailureKind.PlanRefused, BirdeyeEndpoint.Trades, 401, "upgrade your plan"), "");
        Assert.True(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
        _clock.Off = off;
        Assert.True(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.False(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_limiter_gives_as_many_turns_when_the_clock_is_set_while_it_runs(TimeSpan off)
    {
        using var limiter = new AccountRateLimiter(_clock);
        var limits = new RateLimits(1, null);
        var (turns, began) = (0, _clock.GetTimestamp());
        for (var second = 0; second < 10; second++)
        {
            _clock.Off = second == 5 ? off : _clock.Off;
            var turn = limiter.AcquireAsync(limits, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).AsTask();
            await Eventually.TrueAsync(
                () =>
                {
                    _clock.Advance(TimeSpan.FromMilliseconds(turn.IsCompleted ? 0 : 100));
                    return turn.IsCompleted;
                },
                TestContext.Current.CancellationToken);
            using var permit = await turn;
            permit!.MarkSent();
            turns++;
        }

        Assert.Equal(10, turns);
        // On a busy machine the clock of the test runs on before the turn is seen; never less.
        Assert.True(_clock.GetElapsedTime(began) >= TimeSpan.FromSeconds(9));
    }

    private static HttpResponseMessage Answer()
    {
        var answer = new HttpResponseMessage();
        answer.Headers.Date = Start;
        return answer;
    }

    /// <summary>A clock whose time of day is set while it runs; its timers and its elapsed time take no notice.</summary>
    private sealed class SetClock : TimeProvider
    {
        private readonly FakeTimeProvider _inner = new(ApiClockTests.Start);

        public TimeSpan Off { get; set; }

        public override long TimestampFrequency => _inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + Off;

        public override long GetTimestamp() => _inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _inner.CreateTimer(callback, state, dueTime, period);

        public void Advance(TimeSpan time) => _inner.Advance(time);
    }
}
