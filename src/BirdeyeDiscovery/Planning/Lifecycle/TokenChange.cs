namespace BirdeyeDiscovery;

/// <summary>The new row of a tracked token, with the events of the change.</summary>
internal sealed record TokenChange(TrackedToken Token, IReadOnlyList<LifecycleEvent> Events)
{
    /// <summary>Gets the new strategy of a stored token, if it gets one.</summary>
    public StrategyAssignment? Strategy { get; init; }
}
