using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>A watch hears that its view has become old when nobody can be asked any more.</summary>
public sealed class UnreachableViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly Source _source = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LiveAnswerKind.Unavailable)]
    [InlineData(LiveAnswerKind.Missing)]
    public async Task The_last_view_is_yielded_once_more_as_stale_when_its_time_is_over(LiveAnswerKind kind)
    {
        var reader = new LiveReader(_source, TimeSpan.FromMinutes(2), _clock);
        await using var watch = reader.WatchAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());
        Assert.False(watch.Current.IsStale);

        _source.Gone = kind;
        var next = watch.MoveNextAsync().AsTask();
        for (var second = 0; second < 600 && !next.IsCompleted; second += 15)
        {
            _clock.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal((true, Start), (watch.Current.IsStale, watch.Current.AsOf));
        Assert.True(watch.Current.TryGet(out _));
        Assert.True(_clock.GetUtcNow() - Start > TimeSpan.FromSeconds(240));

        _source.Gone = null;
        var back = watch.MoveNextAsync().AsTask();
        _source.Cycle = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await back);
        Assert.False(watch.Current.IsStale);
    }

    [Fact]
    public async Task A_watch_that_begins_late_does_not_count_the_whole_time_again_and_a_view_that_is_back_is_yielded()
    {
        _clock.Advance(TimeSpan.FromSeconds(200));
        var reader = new LiveReader(_source, TimeSpan.FromMinutes(2), _clock);
        await using var watch = reader.WatchAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());

        _source.Gone = LiveAnswerKind.Unavailable;
        var next = watch.MoveNextAsync().AsTask();
        for (var second = 0; second < 60 && !next.IsCompleted; second += 15)
        {
            _clock.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.True(watch.Current.IsStale);

        // Redis answers again, with the cycle that it still calls fresh.
        _source.Gone = null;
        var back = watch.MoveNextAsync().AsTask();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await back);
        Assert.Equal((false, Start), (watch.Current.IsStale, watch.Current.AsOf));
    }

    private sealed class Source : ILiveSource
    {
        public LiveAnswerKind? Gone { get; set; }

        public DateTimeOffset Cycle { get; set; } = Start;

        public bool TryGetScore(string address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TokenScoreView? score)
        {
            score = null;
            return false;
        }

        public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken) => default;

        public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken) => Gone switch
        {
            LiveAnswerKind.Missing => new(LiveRead<LiveView>.Of(null)),
            LiveAnswerKind.Unavailable => default,
            _ => new(LiveRead<LiveView>.Of(new LiveView
            {
                CycleTimestamp = Cycle,
                Outcome = CycleOutcome.Complete,
                CandidateCount = 1,
                ActiveTokens = [],
                Scores = [],
                FreshSeconds = 240,
            }) with
            { IsFresh = true, Cycle = Cycle }),
        };

        public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken) => default;

        public IAsyncDisposable? Listen(Action changed) => null;
    }
}
