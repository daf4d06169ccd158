using Polly;

namespace BirdeyeDiscovery;

/// <summary>The part of a call to Redis that its Polly pipeline uses.</summary>
internal abstract class RedisCall
{
    private static readonly ResiliencePropertyKey<RedisCall> Key = new("BirdeyeDiscovery.RedisCall");

    /// <summary>Gets how long the pipeline lets the call to Redis take.</summary>
    public abstract TimeSpan Patience { get; }

    public static RedisCall Of(ResilienceContext context) => context.Properties.TryGetValue(Key, out var call)
        ? call
        : throw new InvalidOperationException("The pipeline was executed without a call to Redis.");

    public ResilienceContext Enter(string operation, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }
}
