namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Callers that ask for the same key at the same time share one call, which is cancelled when the last of them has left.</summary>
internal sealed class SharedCalls
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Call> _calls = new(StringComparer.Ordinal);

    /// <param name="key">What is asked for.</param>
    /// <param name="begin">Makes the call; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Cancels the wait of this caller alone.</param>
    public async Task<object> RunAsync(string key, Func<CancellationToken, Task<object>> begin, CancellationToken cancellationToken)
    {
        Call? call;
        lock (_gate)
        {
            if (!_calls.TryGetValue(key, out call))
            {
                var made = new Call();
                _calls.Add(key, call = made);
                made.Task = Task.Run(() => RunAsync(key, made, begin), CancellationToken.None);
            }

            call.Callers++;
        }

        try
        {
            return await call.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(key, call);
            throw;
        }
    }

    private async Task<object> RunAsync(string key, Call call, Func<CancellationToken, Task<object>> begin)
    {
        try
        {
            return await begin(call.Abandoned.Token);
        }
        finally
        {
            Remove(key, call);
        }
    }

    private void Leave(string key, Call call)
    {
        lock (_gate)
        {
            if (--call.Callers > 0)
            {
                return;
            }
        }

        Remove(key, call);
        call.Abandoned.Cancel();
    }

    // Another call of the same key may have begun since.
    private void Remove(string key, Call call)
    {
        lock (_gate)
        {
            if (_calls.GetValueOrDefault(key) == call)
            {
                _calls.Remove(key);
            }
        }
    }

    private sealed class Call
    {
        public int Callers { get; set; }

        public CancellationTokenSource Abandoned { get; } = new();

        public Task<object> Task { get; set; } = null!;
    }
}
