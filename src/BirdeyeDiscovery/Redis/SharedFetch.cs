using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Lets one of several hosts ask for an answer while the others wait for it to appear. It saves calls; nothing depends on it.</summary>
internal sealed class SharedFetch(RedisConnection redis)
{
    private const string Purpose = "share a fetch";

    // Who fetches says so again at a third of this; who died is forgotten after it.
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);

    // A call that is limited or retried takes this long at most; then another one is due anyway.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Gets the answer.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="look">Looks whether it is there by now.</param>
    /// <param name="fetch">Asks its source and writes it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Fetched<T>> OnceAsync<T>(
        string key,
        Func<CancellationToken, ValueTask<Fetched<T>?>> look,
        Func<CancellationToken, ValueTask<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
        where T : class
    {
        var held = redis.Key("discovery:fetch:" + key);
        var started = _time.GetTimestamp();
        for (var pause = FirstPause; _time.GetElapsedTime(started) < Patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var taken = await redis.TrySpareAsync(Purpose, database => database.StringSetAsync(held, "1", Hold, When.NotExists), cancellationToken).ConfigureAwait(false);
            if (!taken.TryGet(out var isOurs))
            {
                break;
            }

            if (isOurs)
            {
                return await FetchAsync(held, look, fetch, cancellationToken).ConfigureAwait(false);
            }

            if (pause == FirstPause)
            {
                redis.Send(Purpose, database => database.ScriptEvaluateAsync(RedisScripts.DropLongLived, [held], [(long)Hold.TotalMilliseconds]));
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            if (await look(cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }
        }

        return await fetch(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fetched<T>> FetchAsync<T>(
        RedisKey held,
        Func<CancellationToken, ValueTask<Fetched<T>?>> look,
        Func<CancellationToken, ValueTask<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
        where T : class
    {
        using var ended = new CancellationTokenSource();
        var holding = HoldAsync(held, ended.Token);
        try
        {
            // Another host may have written it between our look and our turn.
            if (await look(cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }

            // A source that does not heed its cancellation must not make the others wait.
            var fetching = fetch(cancellationToken).AsTask();
            RedisConnection.Forget(fetching);
            return await fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // The answer was written before it, so that who is next finds it.
            redis.Send(Purpose, database => database.KeyDeleteAsync(held));
        }
    }

    private async Task HoldAsync(RedisKey held, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Hold / 3, _time, cancellationToken).ConfigureAwait(false);
            redis.Send(Purpose, database => database.KeyExpireAsync(held, Hold));
        }
    }
}
