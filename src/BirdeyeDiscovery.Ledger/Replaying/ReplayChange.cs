namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents what differs in a replay from the stored cycles. Without a value, everything is as stored.</summary>
public sealed record ReplayChange
{
    /// <summary>Gets the change of the options; it is called for the options of each cycle.</summary>
    /// <remarks>
    /// Options that decide what is read cannot be changed, because nothing else was read: the chain, the source, the interval, the limit
    /// of the list, staging and seeds.
    /// </remarks>
    public Action<BirdeyeDiscoveryOptions>? Configure { get; init; }

    /// <summary>Gets the scorer by the options of a cycle; it is called again when the options change.</summary>
    public Func<BirdeyeDiscoveryOptions, ITokenScorer>? Scorer { get; init; }

    /// <summary>Gets the strategy policy.</summary>
    public IStrategyPolicy? Policy { get; init; }
}
