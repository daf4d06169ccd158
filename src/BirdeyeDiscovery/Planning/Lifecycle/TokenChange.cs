namespace BirdeyeDiscovery;

/// <summary>A lifecycle change: the new row of a tracked token, with the events of the change.</summary>
internal sealed record TokenChange(TrackedToken Token, IReadOnlyList<LifecycleEvent> Events)
{
    /// <summary>Gets the new strategy that a lifecycle change gives a stored token, if any.</summary>
    public StrategyAssignment? Strategy { get; init; }
}
