namespace BirdeyeDiscovery;

/// <summary>Observes each cycle after its commit. An observer that throws or is slow never stops a cycle.</summary>
/// <remarks>
/// If a host ends between the commit and the call, the call is not repeated. Read <see cref="IDiscoveryHistory.GetEventsAsync"/> by
/// sequence number for events that must not be missed.
/// </remarks>
public interface IDiscoveryObserver
{
    /// <summary>Called after each cycle that ran.</summary>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the observer takes longer than 5 seconds.</param>
    /// <returns>A task that completes when the observer is done.</returns>
    ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken);
}
