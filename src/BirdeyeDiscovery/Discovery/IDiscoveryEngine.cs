namespace BirdeyeDiscovery;

/// <summary>Runs discovery cycles, one at a time.</summary>
public interface IDiscoveryEngine
{
    /// <summary>Gets the engine's name; empty for the default one.</summary>
    string Name { get; }

    /// <summary>Gets the running cycle, or <see langword="null"/> between cycles.</summary>
    CycleProgress? Current { get; }

    /// <summary>Gets the result of the last cycle that ran on this engine.</summary>
    CycleResult? LastResult { get; }

    /// <summary>Gets the endpoints that the account's plan refuses; their inputs are unknown.</summary>
    IReadOnlyCollection<BirdeyeEndpoint> RefusedEndpoints { get; }

    /// <summary>Runs a cycle if one is due, this host leads, and none is running.</summary>
    /// <param name="cancellationToken">Cancels the cycle; nothing of it is kept unless it had committed.</param>
    /// <returns>What changed and why, or why nothing ran.</returns>
    /// <exception cref="DiscoveryStoreException">The store did not answer; nothing changed, the next call tries again.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<CycleResult> RunCycleAsync(CancellationToken cancellationToken = default);
}
