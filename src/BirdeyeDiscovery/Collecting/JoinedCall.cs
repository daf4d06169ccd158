namespace BirdeyeDiscovery;

/// <summary>Joins the requests of several cache misses while collecting into one call to the market source.</summary>
/// <remarks>
/// Two engines that share a cache wait for each other's answers. If each waited with an answer that the other needs, neither would ever
/// ask: the call is therefore sent without the callers that have not come within <see cref="Patience"/>, and each of those asks on its own.
/// </remarks>
/// <param name="expected">The number of callers; each either asks or skips once.</param>
/// <param name="ask">Calls the market source.</param>
/// <param name="time">Measures the wait for the other callers.</param>
/// <param name="cancellationToken">Cancels the call.</param>
internal sealed class JoinedCall<TRequest, T>(
    int expected,
    Func<IReadOnlyList<TRequest>, CancellationToken, ValueTask<IReadOnlyDictionary<string, Reading<T>>>> ask,
    TimeProvider time,
    CancellationToken cancellationToken)
    where T : class
{
    /// <summary>The longest wait of a joined call for callers that have neither asked nor skipped.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<TRequest> _requests = [];
    private readonly bool _isAlone = expected == 1;
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Reading<T>>> _answered =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending = expected;
    private bool _isSent;

    /// <summary>Adds a request to the joined call of the market source and waits for its answer.</summary>
    public async ValueTask<Reading<T>> AskAsync(TRequest request, string address, CancellationToken waiting)
    {
        if (_isAlone)
        {
            return (await ask([request], waiting).ConfigureAwait(false))[address];
        }

        bool isLate, isFirst, sends;
        lock (_gate)
        {
            isLate = _isSent;
            isFirst = _requests.Count == 0;
            if (!isLate)
            {
                _requests.Add(request);
            }

            _pending--;
            sends = TakeIfReady();
        }

        if (isLate)
        {
            return (await ask([request], waiting).ConfigureAwait(false))[address];
        }

        if (sends)
        {
            await SendAsync().ConfigureAwait(false);
        }
        else if (isFirst)
        {
            _ = SendWithoutTheOthersAsync();
        }

        return (await _answered.Task.WaitAsync(waiting).ConfigureAwait(false))[address];
    }

    /// <summary>Leaves the joined call of the market source to the other callers, because the cache had the answer.</summary>
    public async ValueTask SkipAsync()
    {
        bool sends;
        lock (_gate)
        {
            _pending--;
            sends = TakeIfReady();
        }

        if (sends)
        {
            await SendAsync().ConfigureAwait(false);
        }
    }

    private bool TakeIfReady(bool waitsNoLonger = false)
    {
        var takes = !_isSent && _requests.Count > 0 && (_pending == 0 || waitsNoLonger);
        _isSent |= takes;
        return takes;
    }

    private async Task SendWithoutTheOthersAsync()
    {
        await ((Task)_answered.Task.WaitAsync(Patience, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            // While collecting, the same cancellation ends all callers of the joined call, so nobody waits for the answer.
            return;
        }

        bool sends;
        lock (_gate)
        {
            sends = TakeIfReady(waitsNoLonger: true);
        }

        if (sends)
        {
            await SendAsync().ConfigureAwait(false);
        }
    }

    // Sending the joined call passes a failure to the callers that asked and does not throw. The caller that sends may be one that found
    // its answer in the cache, and that caller must continue.
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
