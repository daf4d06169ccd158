using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace BirdeyeDiscovery;

/// <summary>Reads the live view and says of what time it is.</summary>
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
            ? new(Of(score, DateTimeOffset.FromUnixTimeSeconds(score.Timestamp), _fresh))
            : ReadScoreAsync(address, cancellationToken);
    }

    public async ValueTask<LiveAnswer<int>> GetRankAsync(string address, CancellationToken cancellationToken = default)
    {
        var answer = await GetScoreAsync(address, cancellationToken).ConfigureAwait(false);
        return answer.Kind == LiveAnswerKind.Unavailable ? LiveAnswer<int>.Unavailable()
            : answer.TryGet(out var score) && score.Rank is { } rank ? LiveAnswer<int>.Of(rank, answer.AsOf!.Value, answer.IsStale)
            : LiveAnswer<int>.Missing(answer.AsOf!.Value);
    }

    public async ValueTask<LiveAnswer<LiveView>> GetViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = await source.ReadViewAsync(cancellationToken).ConfigureAwait(false);
        return Answer(read, static view => view.CycleTimestamp, _fresh);
    }

    public async ValueTask<LiveAnswer<IReadOnlyList<string>>> GetActiveTokensAsync(CancellationToken cancellationToken = default)
    {
        var answer = await GetViewAsync(cancellationToken).ConfigureAwait(false);
        return answer.Kind == LiveAnswerKind.Unavailable ? LiveAnswer<IReadOnlyList<string>>.Unavailable()
            : answer.TryGet(out var view) ? LiveAnswer<IReadOnlyList<string>>.Of(view.ActiveTokens, answer.AsOf!.Value, answer.IsStale)
            : LiveAnswer<IReadOnlyList<string>>.Missing(answer.AsOf!.Value);
    }

    public async ValueTask<LiveAnswer<IReadOnlyList<Candle>>> GetCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        _ = CacheKeys.Interval(interval);
        var read = await source.ReadCandlesAsync(TokenAddress.Normalize(address), interval, cancellationToken).ConfigureAwait(false);
        var (length, now) = (TimeSpan.FromSeconds((long)interval), clock.GetUtcNow());
        return Answer(
            read,
            candles => DateTimeOffset.FromUnixTimeSeconds(candles[^1].Timestamp) + length is var end && end < now ? end : now,
            2 * length > _fresh ? 2 * length : _fresh);
    }

    public async IAsyncEnumerable<LiveAnswer<LiveView>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A bell that rings once however often it is struck: what happened while the consumer was busy is seen in one look.
        var bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var hints = source.Listen(() => bell.Writer.TryWrite(true));
        await using var unheard = hints.ConfigureAwait(false);
        var timer = clock.CreateTimer(
            _ =>
            {
                hints.Renew();
                bell.Writer.TryWrite(true);
            },
            null,
            _look,
            _look);
        await using var stopped = timer.ConfigureAwait(false);
        hints.Renew();
        LiveView? last = null;
        while (true)
        {
            var answer = await GetViewAsync(cancellationToken).ConfigureAwait(false);
            if (answer.TryGet(out var view) && (last is null || IsNews(view, last)))
            {
                last = view;
                yield return answer;
            }

            await bell.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Between two cycles people pause, resume and remove tokens: the view is then published again under the time of its cycle.
    private static bool IsNews(LiveView view, LiveView last) =>
        view.CycleTimestamp > last.CycleTimestamp
        || (view.CycleTimestamp == last.CycleTimestamp && !(view.ActiveTokens.SequenceEqual(last.ActiveTokens, StringComparer.Ordinal) && view.Scores.SequenceEqual(last.Scores)));

    private async ValueTask<LiveAnswer<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken)
    {
        var read = await source.ReadScoreAsync(address, cancellationToken).ConfigureAwait(false);
        return Answer(read, static score => DateTimeOffset.FromUnixTimeSeconds(score.Timestamp), _fresh);
    }

    private LiveAnswer<T> Answer<T>(LiveRead<T> read, Func<T, DateTimeOffset> asOf, TimeSpan fresh)
        where T : class => read.Kind switch
        {
            LiveAnswerKind.Found => Of(read.Value!, asOf(read.Value!), fresh),
            LiveAnswerKind.Missing => LiveAnswer<T>.Missing(clock.GetUtcNow()),
            _ => LiveAnswer<T>.Unavailable(),
        };

    private LiveAnswer<T> Of<T>(T value, DateTimeOffset asOf, TimeSpan fresh) => LiveAnswer<T>.Of(value, asOf, clock.GetUtcNow() - asOf > fresh);
}
