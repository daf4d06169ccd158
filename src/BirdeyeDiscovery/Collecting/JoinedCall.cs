namespace BirdeyeDiscovery;

/// <summary>Joins the requests of several cache misses into one call to the market source.</summary>
/// <param name="expected">The number of callers; each either asks or skips once.</param>
/// <param name="ask">Calls the market source.</param>
/// <param name="cancellationToken">Cancels the call.</param>
internal sealed class JoinedCall<TRequest, T>(
    int expected,
    Func<IReadOnlyList<TRequest>, CancellationToken, ValueTask<IReadOnlyDictionary<string, Reading<T>>>> ask,
    CancellationToken cancellationToken)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<TRequest> _requests = [];
    private readonly bool _isAlone = expected == 1;
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Reading<T>>> _answered =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending = expected;

    /// <summary>Adds a request to the joined call and waits for its answer.</summary>
    public async ValueTask<Reading<T>> AskAsync(TRequest request, string address, CancellationToken waiting)
    {
        if (_isAlone)
        {
            return (await ask([request], waiting).ConfigureAwait(false))[address];
        }

        bool isLast;
        lock (_gate)
        {
            _requests.Add(request);
            isLast = --_pending == 0;
        }

        if (isLast)
        {
            await SendAsync().ConfigureAwait(false);
        }

        return (await _answered.Task.WaitAsync(waiting).ConfigureAwait(false))[address];
    }

    /// <summary>Leaves the joined call to the other callers, because the cache had the answer.</summary>
    public async ValueTask SkipAsync()
    {
        bool sends;
        lock (_gate)
        {
            sends = --_pending == 0 && _requests.Count > 0;
        }

        if (sends)
        {
            await SendAsync().ConfigureAwait(false);
        }
    }

    // A failure goes to the callers that asked. The caller that sends may have skipped, and must continue.
    private async Task SendAsync()
    {
        try
        {
            _answered.SetResult(await ask(_requests, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            _answered.SetException(failure);
        }
    }
}
