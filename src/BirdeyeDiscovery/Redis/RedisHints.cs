using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Subscribes to the channel of published cycles. If Redis refuses the subscription, only the notices are missing.</summary>
internal sealed class RedisHints(RedisConnection redis, Action changed) : ILiveHints
{
    private const int Unheard = 0;
    private const int Heard = 1;
    private const int Ended = 2;

    private readonly Lock _gate = new();
    private int _state = Unheard;
    private Task? _asking;

    public void Renew()
    {
        lock (_gate)
        {
            if (_state == Unheard && _asking is null or { IsCompleted: true })
            {
                _asking = SubscribeAsync();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _state = Ended;
        }

        // Nobody waits for the end of the Redis subscription: messages that still arrive are ignored.
        RedisConnection.Forget(redis.TryUnsubscribeAsync(CacheKeys.Changed, OnMessage));
        return ValueTask.CompletedTask;
    }

    private async Task SubscribeAsync()
    {
        var heard = await redis.TrySubscribeAsync(CacheKeys.Changed, OnMessage).ConfigureAwait(false);
        lock (_gate)
        {
            if (_state == Unheard)
            {
                _state = heard ? Heard : Unheard;
                return;
            }
        }

        await redis.TryUnsubscribeAsync(CacheKeys.Changed, OnMessage).ConfigureAwait(false);
    }

    private void OnMessage(RedisChannel channel, RedisValue message)
    {
        if (Volatile.Read(ref _state) != Ended)
        {
            changed();
        }
    }
}
