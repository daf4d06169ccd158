namespace BirdeyeDiscovery;

/// <summary>Hears of each cycle after its commit. A throwing or slow observer never stops a cycle.</summary>
/// <remarks>
/// A host that ends between commit and call is not told again: what must not be missed is read from <see cref="IDiscoveryHistory.GetEventsAsync"/>, by sequence number.
/// </remarks>
public interface IDiscoveryObserver
{
    /// <summary>Called after each cycle that ran.</summary>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the observer takes longer than 5 seconds.</param>
    /// <returns>A task that ends when the observer is done.</returns>
    ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken);
}
