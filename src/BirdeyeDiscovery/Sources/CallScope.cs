namespace BirdeyeDiscovery.Sources;

/// <summary>
/// Holds the budget of one cycle for calls to its market source, and counts what the cycle has used. Safe for concurrent calls.
/// </summary>
public sealed class CallScope : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _calls;
    private int _retries;
    private long _computeUnits;
    private SourceFailure? _endedBy;
    private bool _mayBeAnswered;

    /// <summary>Initializes a new instance of the <see cref="CallScope"/> class.</summary>
    /// <param name="options">The options of the cycle.</param>
    /// <param name="maxWaitPerCall">The longest total wait between the attempts of one call.</param>
    public CallScope(BirdeyeOptions options, TimeSpan maxWaitPerCall)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        MaxWaitPerCall = maxWaitPerCall;
    }

    /// <summary>Gets the longest total wait between the attempts of one call.</summary>
    public TimeSpan MaxWaitPerCall { get; }

    /// <summary>Gets the number of requests sent, including retries.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Gets the number of retries among the requests to the market source in this scope.</summary>
    internal int Retries => Volatile.Read(ref _retries);

    /// <summary>Gets the cost of the requests, in the units of the source.</summary>
    public long ComputeUnits => Interlocked.Read(ref _computeUnits);

    /// <summary>
    /// Gets a value indicating whether this cycle sent requests and the API answered none of them. A host's own market source does not
    /// report its answers, so its requests count as answered.
    /// </summary>
    internal bool IsUnanswered => Calls > 0 && !Volatile.Read(ref _mayBeAnswered);

    /// <summary>Gets the failure that ended the calls of this cycle: credits used up, a wrong key, or a wait that is too long.</summary>
    internal SourceFailure? EndedBy => Volatile.Read(ref _endedBy);

    /// <summary>Gets a token that is cancelled when the calls of this cycle end, so that no call keeps waiting.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Gets the options for the calls to the market source in this cycle; they do not change while it runs.</summary>
    internal BirdeyeOptions Options { get; }

    /// <summary>Gets the name of the store for which the market source is called; null when the store has none.</summary>
    internal string? StoreId { get; init; }

    /// <summary>Gets the interval of the cycles, which limits the market source's first pause of a refused account.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.MaxValue;

    /// <summary>Gets what makes the full path of an option key, for messages on the calls to the market source.</summary>
    internal Func<string, string> KeyPath { get; init; } = static key => $"{BirdeyeDiscoveryOptions.SectionName}:{key}";

    /// <summary>Gets the telemetry for calls to the market source; null in tests of a part.</summary>
    internal EngineTelemetry? Telemetry { get; init; }

    /// <summary>Gets the purse that pays for the market source's requests; null without a budget.</summary>
    internal IUnitPurse? Purse { get; init; }

    /// <summary>Gets or sets the callback that runs after each counted request to the market source, to show progress.</summary>
    internal Action? OnRequest { get; set; }

    /// <summary>Counts one request that is about to be sent.</summary>
    /// <param name="cost">The cost of the request, in the units of the source.</param>
    public void CountCall(int cost)
    {
        NoteAnswer();
        Count(null, cost);
    }

    /// <summary>Takes one retry from the budget: a tenth of the requests so far, and at least 5 per cycle.</summary>
    /// <returns>Whether one was left.</returns>
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

    /// <summary>Ends the calls of this cycle; only the first reason is kept.</summary>
    /// <param name="failure">The reason.</param>
    public void End(SourceFailure failure)
    {
        if (Interlocked.CompareExchange(ref _endedBy, failure, null) is null)
        {
            _ended.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    /// <summary>Counts one request of the market source by its endpoint and the number of tokens that it asks for.</summary>
    internal void CountRequest(BirdeyeEndpoint endpoint, int tokens) => Count(endpoint, Options.CostOf(endpoint, tokens));

    /// <summary>Records in the call scope that the API answered a request, with what it asked for or with a failure.</summary>
    internal void NoteAnswer() => Volatile.Write(ref _mayBeAnswered, true);

    /// <summary>Pays for a request that is about to be sent, if there is a budget. A refusal ends the calls of this cycle.</summary>
    internal async ValueTask<UnitCharge> ChargeAsync(BirdeyeEndpoint endpoint, int tokens, CancellationToken cancellationToken)
    {
        if (Purse is not { } purse)
        {
            return default;
        }

        var charge = await purse.ChargeAsync(Options.CostOf(endpoint, tokens), cancellationToken).ConfigureAwait(false);
        if (charge.Failure is { } failure)
        {
            End(failure);
        }

        return charge;
    }

    private void Count(BirdeyeEndpoint? endpoint, int cost)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _computeUnits, cost);
        Telemetry?.Spent(endpoint, cost);
        OnRequest?.Invoke();
    }
}
