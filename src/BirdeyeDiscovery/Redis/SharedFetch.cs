using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Lets one of several hosts fetch an answer while the others wait for it to appear in Redis. It only saves calls; nothing depends on it.
/// </summary>
internal sealed class SharedFetch(RedisConnection redis)
{
    private const string Purpose = "share a fetch";

    // The lifetime of the marker in Redis of the host that fetches. The host renews it every third of this time; if the host dies, the
    // marker expires and another host fetches.
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);

    // A host waits this long for another host to write the answer to Redis and then fetches it itself. A rate-limited or retried call takes
    // at most this long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Gets the answer from Redis, fetching it if no other host does.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="read">Reads the answer if Redis has it by now.</param>
    /// <param name="fetch">Fetches the answer from its source and caches it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Fetched<T>> OnceAsync<T>(
        string key,
        Func<CancellationToken, ValueTask<Fetched<T>?>> read,
        Func<CancellationToken, ValueTask<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
        where T : class
    {
        var held = redis.Key(CacheKeys.Fetch(key));
        var started = _time.GetTimestamp();
        for (var pause = FirstPause; _time.GetElapsedTime(started) < Patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var taken = await redis.TrySpareAsync(
                Purpose,
                database => database.StringSetAsync(held, "1", Hold, When.NotExists),
                cancellationToken).ConfigureAwait(false);
            if (!taken.TryGet(out var isOurs))
            {
                break;
            }

            if (isOurs)
            {
                return await FetchAsync(held, read, fetch, cancellationToken).ConfigureAwait(false);
            }

            if (pause == FirstPause)
            {
                redis.Send(
                    Purpose,
                    database => database.ScriptEvaluateAsync(RedisScripts.DropLongLived, [held], [(long)Hold.TotalMilliseconds]));
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            if (await read(cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }
        }

        return await fetch(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fetched<T>> FetchAsync<T>(
        RedisKey held,
        Func<CancellationToken, ValueTask<Fetched<T>?>> read,
        Func<CancellationToken, ValueTask<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
        where T : class
    {
        using var ended = new CancellationTokenSource();
        var holding = HoldAsync(held, ended.Token);
        try
        {
            // Another host may have written the answer to Redis after the last read and before this host took the marker.
            if (await read(cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }

            // A source may ignore its cancellation. WaitAsync ends the wait in any case, so that the marker in Redis is deleted and the
            // other hosts do not wait.
            var fetching = fetch(cancellationToken).AsTask();
            RedisConnection.Forget(fetching);
            return await fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // The answer was written to Redis before the marker is deleted, so that the next host finds it.
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
