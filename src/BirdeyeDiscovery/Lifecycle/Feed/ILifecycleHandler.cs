namespace BirdeyeDiscovery;

/// <summary>Hears of lifecycle events one after another, outside of cycles: a slow or throwing one never stops a cycle and never loses an event.</summary>
/// <remarks>The host keeps the position, best in the transaction of what an event made it do: then each event has its effect once.</remarks>
public interface ILifecycleHandler
{
    /// <summary>Says from where to go on. Asked at the start, and again until it answers.</summary>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>The number of the last event that was handled; 0 for none.</returns>
    ValueTask<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Handles an event. An event whose handling throws is handed over again, after a wait, until it succeeds; the next one waits.</summary>
    /// <param name="item">The event.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>A task that ends when the event is handled and its number noted.</returns>
    ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken);
}
