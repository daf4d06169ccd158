using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace BirdeyeDiscovery;

/// <summary>The reader of the live view reports the time and the freshness of its data.</summary>
internal sealed class LiveReader(ILiveSource source, TimeSpan interval, TimeProvider clock) : ILiveReader
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _fresh = interval * 2;
    private readonly TimeSpan _look = interval / 8 < ShortestLook ? ShortestLook : interval / 8 > LongestLook ? LongestLook : interval / 8;

    public ValueTask<LiveAnswer<TokenScoreView>> GetScoreAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        address = TokenAddress.Normalize(address);
        return source.TryGetScore(address, out var score)
            ? new(LiveAnswer<TokenScoreView>.Of(score, DateTimeOffset.FromUnixTimeSeconds(score.Timestamp), isStale: false))
            : ReadScoreAsync(address, cancellationToken);
    }

    public async ValueTask<LiveAnswer<int?>> GetRankAsync(string address, CancellationToken cancellationToken = default)
    {
        var answer = await GetScoreAsync(address, cancellationToken).ConfigureAwait(false);
        return answer.Kind == LiveAnswerKind.Unavailable ? LiveAnswer<int?>.Unavailable()
            : answer.TryGet(out var score) && score.Rank is { } rank ? LiveAnswer<int?>.Of(rank, answer.AsOf!.Value, answer.IsStale)
            : LiveAnswer<int?>.Missing(answer.AsOf!.Value);
    }

    public async ValueTask<LiveAnswer<LiveView>> GetViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = await AskAsync(source.ReadViewAsync, static view => view.CycleTimestamp, cancellationToken).ConfigureAwait(false);
        return Answer(
            read,
            static view => view.CycleTimestamp,
            view => read.IsFresh is { } isFresh
                ? !isFresh || IsAhead(view.CycleTimestamp, read.Cycle)
                : IsOld(view.CycleTimestamp, clock.GetUtcNow(), _fresh));
    }

    public async ValueTask<LiveAnswer<IReadOnlyList<string>>> GetActiveTokensAsync(CancellationToken cancellationToken = default)
    {
        var answer = await GetViewAsync(cancellationToken).ConfigureAwait(false);
        return answer.Kind == LiveAnswerKind.Unavailable ? LiveAnswer<IReadOnlyList<string>>.Unavailable()
            : answer.TryGet(out var view) ? LiveAnswer<IReadOnlyList<string>>.Of(view.ActiveTokens, answer.AsOf!.Value, answer.IsStale)
            : LiveAnswer<IReadOnlyList<string>>.Missing(answer.AsOf!.Value);
    }

    public async ValueTask<LiveAnswer<IReadOnlyList<Candle>>> GetCandlesAsync(
        string address,
        CandleInterval interval,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        _ = CacheKeys.Interval(interval);
        address = TokenAddress.Normalize(address);
        var read = await AskAsync(
            token => source.ReadCandlesAsync(address, interval, token),
            candles => DateTimeOffset.FromUnixTimeSeconds(candles[^1].Timestamp),
            cancellationToken).ConfigureAwait(false);
        var (length, now) = (TimeSpan.FromSeconds((long)interval), clock.GetUtcNow());
        var longest = 2 * length > _fresh ? 2 * length : _fresh;
        return Answer(read, candles => End(candles) is var end && end < now ? end : now, IsStale);

        DateTimeOffset End(IReadOnlyList<Candle> candles) => DateTimeOffset.FromUnixTimeSeconds(candles[^1].Timestamp) + length;

        // The reader of the live view measures the age of its candles from the time of the last cycle, because the clock of this host may
        // be behind.
        bool IsStale(IReadOnlyList<Candle> candles) => read.IsFresh switch
        {
            true when read.Cycle is { } cycle => cycle - End(candles) > longest || IsAhead(End(candles) - length, cycle),
            false => true,
            _ => IsOld(End(candles) - length, now, longest + length),
        };
    }

    public async IAsyncEnumerable<LiveAnswer<LiveView>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A watch of the live view has a channel with one signal, however often it is written: everything that happened while the consumer
        // was busy is seen in one read.
        var notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = source.Listen(() => notices.Writer.TryWrite(true)) ?? new InProcessHints(static () => { });
        await using var ended = subscription.ConfigureAwait(false);
        var renewable = subscription as ILiveHints;
        var timer = clock.CreateTimer(
            _ =>
            {
                renewable?.Renew();
                notices.Writer.TryWrite(true);
            },
            null,
            _look,
            _look);
        await using var stopped = timer.ConfigureAwait(false);
        renewable?.Renew();
        LiveView? last = null;
        var wasStale = false;
        var (seenAt, freshFor) = (0L, TimeSpan.Zero);
        while (true)
        {
            var answer = await GetViewAsync(cancellationToken).ConfigureAwait(false);
            if (answer.TryGet(out var view) && (last is null || IsNews(view, last) || answer.IsStale != wasStale))
            {
                if (last?.CycleTimestamp != view.CycleTimestamp)
                {
                    // The first live view of this watch may have been published long ago, so its age shortens the time for which it is
                    // fresh.
                    (seenAt, freshFor) = (clock.GetTimestamp(), FreshFor(view) - (last is null ? Age(view) : TimeSpan.Zero));
                }

                last = view;
                wasStale = answer.IsStale;
                yield return answer;
            }
            else if (answer.Kind != LiveAnswerKind.Found && last is not null && !wasStale && clock.GetElapsedTime(seenAt) > freshFor)
            {
                // A watch reports that no live view can be read and the last one is no longer fresh. Without this answer, the consumer
                // would trade on the last view for ever.
                wasStale = true;
                yield return LiveAnswer<LiveView>.Of(last, last.CycleTimestamp, isStale: true);
            }

            await notices.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Age(LiveView view) => clock.GetUtcNow() - view.CycleTimestamp is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    private TimeSpan FreshFor(LiveView view) => view.FreshSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _fresh;

    // The reader reports a live view with an earlier cycle time too, because the clock of the previous host may have been ahead. It
    // compares the contents as well: after a person pauses, resumes or removes a token, the view is published again with the same cycle
    // time.
    private static bool IsNews(LiveView view, LiveView last) =>
        view.CycleTimestamp != last.CycleTimestamp
        || !(view.ActiveTokens.SequenceEqual(last.ActiveTokens, StringComparer.Ordinal) && view.Scores.SequenceEqual(last.Scores));

    private async ValueTask<LiveAnswer<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken)
    {
        var read = await AskAsync(token => source.ReadScoreAsync(address, token), Time, cancellationToken).ConfigureAwait(false);

        // The cache of the live view deletes a score when it becomes stale. A score that is still there after that, or is ahead of the last
        // cycle, was not published by a leader and counts as stale.
        return Answer(
            read,
            Time,
            score => read.IsFresh switch
            {
                true => IsAhead(Time(score), read.Cycle),
                false => true,
                null => !Plausible.IsTime(Time(score), clock.GetUtcNow()),
            });

        static DateTimeOffset Time(TokenScoreView score) => DateTimeOffset.FromUnixTimeSeconds(score.Timestamp);
    }

    // The reader of the live view compares a value with the last cycle that the cache reports. During a publication it may be one cycle
    // ahead, which is several intervals if a budget stretched the cycle.
    private bool IsAhead(DateTimeOffset time, DateTimeOffset? cycle) => time - cycle > _fresh;

    // An exception of the host's `ICacheLayer` counts as no answer of the live view, although the contract forbids it. A value that is
    // ahead of the last cycle is read a second time, because a publication may be under way.
    private async ValueTask<LiveRead<T>> AskAsync<T>(
        Func<CancellationToken, ValueTask<LiveRead<T>>> ask, Func<T, DateTimeOffset> time, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var read = await ask(cancellationToken).ConfigureAwait(false);
            return read is { Kind: LiveAnswerKind.Found, IsFresh: true, Value: { } value } && IsAhead(time(value), read.Cycle)
                ? await ask(cancellationToken).ConfigureAwait(false)
                : read;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }

    // The reader of the live view measures the age by its own clock, for a value whose publisher gave no lifetime. A time that is more than
    // one interval ahead does not count as fresh.
    private bool IsOld(DateTimeOffset time, DateTimeOffset now, TimeSpan fresh) =>
        now - time is var age && (age > fresh || age < -interval);

    private LiveAnswer<T> Answer<T>(LiveRead<T> read, Func<T, DateTimeOffset> asOf, Func<T, bool> isStale)
        where T : class => read.Kind switch
        {
            LiveAnswerKind.Found => LiveAnswer<T>.Of(read.Value!, asOf(read.Value!), isStale(read.Value!)),
            LiveAnswerKind.Missing => LiveAnswer<T>.Missing(clock.GetUtcNow()),
            _ => LiveAnswer<T>.Unavailable(),
        };
}
