namespace BirdeyeDiscovery;

/// <summary>A tracked token as it is to be, with the events that the change means.</summary>
internal sealed record TokenChange(TrackedToken Token, IReadOnlyList<LifecycleEvent> Events)
{
    /// <summary>Gets the new strategy of a stored token, if it gets one.</summary>
    public StrategyAssignment? Strategy { get; init; }
}
