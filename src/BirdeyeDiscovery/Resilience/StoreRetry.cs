using Polly;

namespace BirdeyeDiscovery;

/// <summary>Calls a store through the pipeline <see cref="BirdeyeDiscoveryPipelines.StoreCalls"/>.</summary>
internal sealed class StoreRetry(ResiliencePipeline pipeline, TimeProvider time)
{
    public async ValueTask<T> RunAsync<TState, T>(
        StoreCall call, TState state, Func<TState, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var context = call.Enter(time, cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, run) => run.call.TryAsync(run.state, run.work, context.CancellationToken),
                context,
                (call, state, work)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
