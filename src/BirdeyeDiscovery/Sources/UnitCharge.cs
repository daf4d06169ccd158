namespace BirdeyeDiscovery;

/// <summary>A request that was paid for, or the reason why it was not.</summary>
/// <param name="Failure">Why the request must not be sent; null when it is paid.</param>
/// <param name="Undo">Returns the units; null when nothing was paid.</param>
internal readonly record struct UnitCharge(SourceFailure? Failure, Action? Undo)
{
    /// <summary>Returns the units of a request that was not sent after all.</summary>
    public void Cancel() => Undo?.Invoke();
}
