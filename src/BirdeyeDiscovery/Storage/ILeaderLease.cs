namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents leadership over one store: one host writes, the others read. Every method throws <see cref="DiscoveryStoreException"/> when
/// the store does not answer.
/// </summary>
/// <remarks>
/// The engine makes one call at a time: at the start of each <c>RunCycleAsync</c>, whether a cycle is due or not, and by a timer at a third
/// of the duration. It cancels a call that takes longer than another third.
/// </remarks>
public interface ILeaderLease : IAsyncDisposable
{
    /// <summary>Acquires leadership, or renews it when this host is the leader. A new leader gets a higher epoch.</summary>
    /// <param name="duration">The duration of the lease without renewal, where leadership expires by time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The epoch, or <see langword="null"/> when another host leads.</returns>
    ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gets the time of the store's own clock, with which hosts are compared. A host whose clock is wrong does not lead.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time, or <see langword="null"/> for a store without a clock of its own, such as a file on the host's disk.</returns>
    ValueTask<DateTimeOffset?> GetTimeAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<DateTimeOffset?>(null);

    /// <summary>
    /// Gets a name of the store that all of its hosts read and that no other store has. Of the hosts of one store only the leader sends
    /// requests, so they take one share of the account's limits together.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The name, or <see langword="null"/> for a store without one: each of its hosts then takes a share of its own.</returns>
    ValueTask<string?> GetStoreIdAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(null);

    /// <summary>Gets which host leads and since when, for the log of a host that follows.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The name of the host and the time at which it became the leader, or <see langword="null"/> when no host leads or the store does not
    /// record it. A store may name the host that led last until another one leads.
    /// </returns>
    ValueTask<(string Holder, DateTimeOffset Since)?> GetHolderAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<(string Holder, DateTimeOffset Since)?>(null);

    /// <summary>Releases leadership, so that another host can acquire it at once. Without leadership it does nothing.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when leadership is released.</returns>
    ValueTask ReleaseAsync(CancellationToken cancellationToken = default);
}
