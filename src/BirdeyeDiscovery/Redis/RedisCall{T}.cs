using Polly;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>The commands of one call to Redis, and their reply.</summary>
internal sealed class RedisCall<TState, T>(
    RedisConnection connection, TState state, Func<IDatabase, TState, Task<T>> work, TimeSpan patience) : RedisCall
{
    private static readonly object Done = new();

    public override TimeSpan Patience { get; } = patience;

    /// <summary>Gets the reply of Redis to the commands. It is kept here, so that it is not boxed.</summary>
    public T? Answer { get; private set; }

    /// <summary>Sends the commands to Redis; they continue unobserved once nobody waits for them.</summary>
    public async ValueTask<Outcome<object>> RunAsync(CancellationToken cancellationToken)
    {
        var task = connection.RunAsync(state, work);
        try
        {
            Answer = await task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return Outcome.FromResult(Done);
        }
        catch (Exception exception)
        {
            RedisConnection.Forget(task);
            return Outcome.FromException<object>(exception);
        }
    }
}
