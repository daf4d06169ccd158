namespace BirdeyeDiscovery;

/// <summary>Lets callers that ask for the same at the same time share one question. The question goes on when who asked it first has left.</summary>
internal sealed class SingleFlight<TKey, TResult>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TaskCompletionSource<TResult>> _flights = new(comparer);

    /// <summary>Joins the question under way, or asks it.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="ask">Asks; it has its own time limit.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    public async ValueTask<TResult> AskAsync(TKey key, Func<TKey, ValueTask<TResult>> ask, CancellationToken cancellationToken)
    {
        TaskCompletionSource<TResult>? ours = null;
        TaskCompletionSource<TResult>? underWay;
        lock (_gate)
        {
            if (!_flights.TryGetValue(key, out underWay))
            {
                ours = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _flights.Add(key, ours);
            }
        }

        // Who asked goes on where the answer arrived, without a change of thread: in nearly every case nobody else waits.
        var answer = ours is null ? underWay!.Task : AskAsync(key, ours, ask);
        return await (cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer).ConfigureAwait(false);
    }

    private async Task<TResult> AskAsync(TKey key, TaskCompletionSource<TResult> landed, Func<TKey, ValueTask<TResult>> ask)
    {
        try
        {
            var result = await ask(key).ConfigureAwait(false);
            Remove(key);
            landed.SetResult(result);
            return result;
        }
        catch (Exception exception)
        {
            Remove(key);
            landed.SetException(exception);

            // Seen here: perhaps nobody else waits.
            _ = landed.Task.Exception;
            throw;
        }
    }

    private void Remove(TKey key)
    {
        lock (_gate)
        {
            _flights.Remove(key);
        }
    }
}
