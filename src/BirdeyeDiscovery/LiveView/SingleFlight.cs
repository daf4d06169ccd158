namespace BirdeyeDiscovery;

/// <summary>Lets callers that ask for the same at the same time share one question. The question goes on when who asked it first has left.</summary>
internal sealed class SingleFlight<TKey, TResult>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Flight> _flights = new(comparer);

    /// <summary>Joins the question under way, or asks it.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="ask">Asks; it has its own time limit.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    public async ValueTask<TResult> AskAsync(TKey key, Func<TKey, ValueTask<TResult>> ask, CancellationToken cancellationToken)
    {
        Task<TResult>? underWay = null;
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var found))
            {
                underWay = found.Join();
            }
            else
            {
                _flights.Add(key, new Flight());
            }
        }

        // Who asked goes on where the answer arrived, without a change of thread: in nearly every case nobody else waits.
        var answer = underWay ?? AskAsync(key, ask);
        return await (cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer).ConfigureAwait(false);
    }

    private async Task<TResult> AskAsync(TKey key, Func<TKey, ValueTask<TResult>> ask)
    {
        try
        {
            var result = await ask(key).ConfigureAwait(false);
            Remove(key)?.SetResult(result);
            return result;
        }
        catch (Exception exception)
        {
            if (Remove(key) is { } others)
            {
                others.SetException(exception);

                // Seen here: they may have left.
                _ = others.Task.Exception;
            }

            throw;
        }
    }

    /// <summary>Ends the flight of a key and gets those who wait for it, if there are any.</summary>
    private TaskCompletionSource<TResult>? Remove(TKey key)
    {
        lock (_gate)
        {
            return _flights.Remove(key, out var flight) ? flight.Others : null;
        }
    }

    /// <summary>A question under way; guarded by the lock.</summary>
    private sealed class Flight
    {
        public TaskCompletionSource<TResult>? Others { get; private set; }

        public Task<TResult> Join() => (Others ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}
