namespace BirdeyeDiscovery;

/// <summary>The charge for a request of a market source: it was paid for, or the reason why it was not.</summary>
/// <param name="Failure">Why the request must not be sent; null when it is paid.</param>
/// <param name="Undo">Returns the units; null when nothing was paid.</param>
/// <param name="Covers">Says whether every month that may count a request sent now has paid it; null without a budget.</param>
internal readonly record struct UnitCharge(SourceFailure? Failure, Action? Undo, Func<bool>? Covers = null)
{
    /// <summary>
    /// Gets a value indicating whether the market source may still send the paid request: a reset can have come while it waited for its
    /// permit.
    /// </summary>
    public bool IsCurrent => Covers?.Invoke() ?? true;

    /// <summary>Returns the units of the charge, because the market source did not send the request after all.</summary>
    public void Cancel() => Undo?.Invoke();
}
