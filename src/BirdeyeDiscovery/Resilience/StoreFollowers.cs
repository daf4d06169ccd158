using Polly;

namespace BirdeyeDiscovery;

/// <summary>Runs tasks that follow the store through the pipeline <see cref="BirdeyeDiscoveryPipelines.StoreFollowers"/>.</summary>
internal sealed class StoreFollowers(ResiliencePipeline pipeline)
{
    public async ValueTask<T> RunAsync<TState, T>(
        Follower follower, TState state, Func<TState, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var context = follower.Enter(cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, run) => TryAsync(run.follower, run.state, run.work, context.CancellationToken),
                context,
                (follower, state, work)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<T> TryAsync<TState, T>(
        Follower follower, TState state, Func<TState, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            follower.Failed();
            throw;
        }
    }
}
