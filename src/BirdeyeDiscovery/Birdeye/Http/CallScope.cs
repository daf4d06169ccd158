namespace BirdeyeDiscovery;

/// <summary>What one cycle may spend on calls and what it has spent. Safe for concurrent calls.</summary>
internal sealed class CallScope(BirdeyeOptions options, TimeSpan maxWaitPerCall) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _calls;
    private int _retries;
    private long _computeUnits;
    private BirdeyeFailure? _endedBy;

    /// <summary>Gets the options of this cycle; they do not change while it runs.</summary>
    public BirdeyeOptions Options { get; } = options;

    /// <summary>Gets how long the waits between the attempts of one call may sum to.</summary>
    public TimeSpan MaxWaitPerCall { get; } = maxWaitPerCall;

    /// <summary>Gets or sets what is called after each request, for showing progress.</summary>
    public Action? OnRequest { get; set; }

    /// <summary>Gets how many requests were sent, retries included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public int Retries => Volatile.Read(ref _retries);

    public long ComputeUnits => Interlocked.Read(ref _computeUnits);

    /// <summary>Gets the failure that ended the calls of this cycle: credits used up, wrong key, or a wait that is too long.</summary>
    public BirdeyeFailure? EndedBy => Volatile.Read(ref _endedBy);

    /// <summary>Counts one request that is about to be sent.</summary>
    public void CountRequest(BirdeyeEndpoint endpoint)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _computeUnits, Options.ComputeUnitCosts.TryGetValue(endpoint, out var cost) ? cost : 0);
        OnRequest?.Invoke();
    }

    /// <summary>Takes one retry from the budget: a tenth of the requests so far, and never less than 5 a cycle.</summary>
    public bool TryTakeRetry()
    {
        var allowed = Math.Max(5, Calls / 10);
        if (Interlocked.Increment(ref _retries) <= allowed)
        {
            return true;
        }

        Interlocked.Decrement(ref _retries);
        return false;
    }

    /// <summary>Gets a token that is cancelled when the calls of this cycle end, so that no call goes on waiting for its turn.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Ends the calls of this cycle; only the first reason is kept.</summary>
    public void End(BirdeyeFailure failure)
    {
        if (Interlocked.CompareExchange(ref _endedBy, failure, null) is null)
        {
            _ended.Cancel();
        }
    }

    public void Dispose() => _ended.Dispose();
}
