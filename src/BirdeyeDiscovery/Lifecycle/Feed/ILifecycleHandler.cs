namespace BirdeyeDiscovery;

/// <summary>
/// Handles lifecycle events one after another, outside of cycles. A slow or throwing handler never stops a cycle and never loses an event.
/// </summary>
/// <remarks>The host stores the position, preferably in the transaction of the event's effect: each event then takes effect once.</remarks>
public interface ILifecycleHandler
{
    /// <summary>Gets the position from which to continue. It is called at the start, and again until it succeeds.</summary>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>The number of the last event that was handled; 0 for none.</returns>
    ValueTask<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Handles an event. If it throws, the event is passed again after a delay until it succeeds; the next event waits.</summary>
    /// <param name="item">The event.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>A task that completes when the event is handled and its number is stored.</returns>
    ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken);
}
