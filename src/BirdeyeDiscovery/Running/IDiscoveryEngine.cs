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

    /// <summary>Gets the calls that the account's plan refuses, by the market source's names; their inputs are unknown.</summary>
    IReadOnlyCollection<string> RefusedCalls { get; }

    /// <summary>Runs a cycle if one is due, this host leads, and none is running.</summary>
    /// <param name="cancellationToken">Cancels the cycle; nothing of it is kept unless it had committed.</param>
    /// <returns>What changed and why, or why nothing ran.</returns>
    /// <remarks>
    /// Between calls the engine keeps leadership by itself, for as long as a cycle may take and three intervals; a host that calls more rarely may find another one leading.
    /// A call while none is due keeps the published scores alive: a host whose scores live no longer than its interval calls each third of their lifetime.
    /// After a commit that the store did not confirm, the cycle is looked up before the call fails or writes again.
    /// </remarks>
    /// <exception cref="DiscoveryStoreException">The store did not answer; the next call tries again, on what the store has then.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<CycleResult> RunCycleAsync(CancellationToken cancellationToken = default);
}
