namespace BirdeyeDiscovery;

/// <summary>Runs discovery cycles, one at a time.</summary>
public interface IDiscoveryEngine
{
    /// <summary>Gets the name of the engine; empty for the default one.</summary>
    string Name { get; }

    /// <summary>Gets the running cycle, or <see langword="null"/> between cycles.</summary>
    CycleProgress? Current { get; }

    /// <summary>Gets the result of the last cycle that ran on this engine.</summary>
    CycleResult? LastResult { get; }

    /// <summary>Gets the calls that the account's plan refuses, by the names of the market source; their inputs are unknown.</summary>
    IReadOnlyCollection<string> RefusedCalls { get; }

    /// <summary>
    /// Gets the state of the budget of compute units; <see langword="null"/> without <c>Birdeye:ComputeUnitsPerMonth</c>, and while
    /// this host does not lead.
    /// </summary>
    BudgetForecast? BudgetForecast { get; }

    /// <summary>Runs a cycle if one is due, this host leads, and no cycle is running.</summary>
    /// <param name="cancellationToken">Cancels the cycle; nothing of it is stored unless it was already committed.</param>
    /// <returns>What changed and why, or why no cycle ran.</returns>
    /// <remarks>
    /// Between calls the engine renews its leadership by itself, for the longest duration of a cycle plus three intervals; if a host calls
    /// less often, another host may lead. A call while no cycle is due extends the lifetime of the published scores: a host whose scores
    /// live no longer than its interval calls every third of their lifetime. After a commit that the store did not confirm, the engine
    /// looks the cycle up before the call fails or writes again.
    /// </remarks>
    /// <exception cref="DiscoveryStoreException">
    /// The store did not answer; the next call tries again with the state of the store at that time.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<CycleResult> RunCycleAsync(CancellationToken cancellationToken = default);
}
