namespace BirdeyeDiscovery.Storage;

/// <summary>Leadership over one store: one host writes, the others read. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
/// <remarks>The engine asks once at a time, at the start of each turn and by a timer at a third of the duration; a call that takes longer than another third is cancelled.</remarks>
public interface ILeaderLease : IAsyncDisposable
{
    /// <summary>Takes leadership, or renews it when this host has it. A new leader gets a higher epoch.</summary>
    /// <param name="duration">How long it lasts without renewal, where leadership expires by time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The epoch, or <see langword="null"/> when another host leads.</returns>
    ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gets the time of the store's own clock, by which hosts are compared; a host whose clock is off does not lead.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time, or <see langword="null"/> for a store without a clock of its own, as a file on the host's disk.</returns>
    ValueTask<DateTimeOffset?> GetTimeAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<DateTimeOffset?>(null);

    /// <summary>Gives leadership up, so that another host can take it at once. Without leadership it does nothing.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it is given up.</returns>
    ValueTask ReleaseAsync(CancellationToken cancellationToken = default);
}
