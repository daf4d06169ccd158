namespace BirdeyeDiscovery;

/// <summary>
/// Lets concurrent callers that miss the same key share one call. The call continues while one of them waits for
/// it.
/// </summary>
internal sealed class SingleFlight<TKey, TResult>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Call> _calls = new(comparer);

    /// <summary>Joins the call in progress, or starts one.</summary>
    /// <param name="key">The key that identifies the call.</param>
    /// <param name="state">The state that the call needs.</param>
    /// <param name="run">
    /// Makes the call. It runs as part of the first caller, which continues where the call ends, without a change of thread.
    /// </param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    public async ValueTask<TResult> RunAsync<TState>(
        TKey key, TState state, Func<TState, Call, ValueTask<TResult>> run, CancellationToken cancellationToken)
    {
        Call? call;
        Task<TResult>? underWay = null;
        lock (_gate)
        {
            if (_calls.TryGetValue(key, out call))
            {
                underWay = call.Join();
            }
            else
            {
                _calls.Add(key, call = new Call());
            }
        }

        var answer = underWay ?? RunAsync(key, call, state, run);
        if (!cancellationToken.CanBeCanceled)
        {
            return await answer.ConfigureAwait(false);
        }

        try
        {
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // All callers may have left the shared call. Its exception is observed here, so that it does not count
            // as unobserved.
            _ = answer.ContinueWith(
                static ended => _ = ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            Leave(key, call);
            throw;
        }
    }

    private async Task<TResult> RunAsync<TState>(TKey key, Call call, TState state, Func<TState, Call, ValueTask<TResult>> run)
    {
        try
        {
            var result = await run(state, call).ConfigureAwait(false);
            End(key, call)?.SetResult(result);
            return result;
        }
        catch (Exception exception)
        {
            if (End(key, call) is { } others)
            {
                others.SetException(exception);
                _ = others.Task.Exception;
            }

            throw;
        }
    }

    private void Leave(TKey key, Call call)
    {
        lock (_gate)
        {
            if (!call.Leave())
            {
                return;
            }

            Remove(key, call);
        }

        call.Cancel();
    }

    private TaskCompletionSource<TResult>? End(TKey key, Call call)
    {
        lock (_gate)
        {
            Remove(key, call);
            return call.Others;
        }
    }

    // After all callers have left a shared call, a newer call may be listed under the same key and must not be
    // removed.
    private void Remove(TKey key, Call call)
    {
        if (_calls.TryGetValue(key, out var listed) && ReferenceEquals(listed, call))
        {
            _calls.Remove(key);
        }
    }

    /// <summary>A shared call in progress. Its callers are counted under the lock.</summary>
    internal sealed class Call
    {
        private int _callers = 1;
        private CancellationTokenSource? _source;
        private volatile bool _isAbandoned;

        /// <summary>Gets a value indicating whether all callers have left the shared call.</summary>
        public bool IsAbandoned => _isAbandoned;

        /// <summary>
        /// Gets a token that is cancelled when the last caller leaves the shared call. Only the first caller asks
        /// for it.
        /// </summary>
        public CancellationToken Token
        {
            get
            {
                _source ??= new CancellationTokenSource();
                return _source.Token;
            }
        }

        public TaskCompletionSource<TResult>? Others { get; private set; }

        public Task<TResult> Join()
        {
            _callers++;
            return (Others ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        public bool Leave() => _isAbandoned = --_callers == 0;

        public void Cancel() => _source?.Cancel();
    }
}
