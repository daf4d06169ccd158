namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Explains past decisions. Every answer is recomputed from the stored input of the cycle with the gates, the scorer and the planner that
/// decide in a running cycle, and compared with the stored rows.
/// </summary>
/// <remarks>
/// A token is given by its address, or by its symbol if one token has it. A time means the last cycle up to that time; without a time, the
/// newest cycle is meant. Every method throws <see cref="LedgerException"/> when the question has no answer,
/// <see cref="AmbiguousSymbolException"/> when several tokens have the symbol, and <see cref="DiscoveryStoreException"/> when the store
/// does not answer.
/// </remarks>
public interface IDiscoveryExplainer
{
    /// <summary>Explains what a cycle decided on a token.</summary>
    /// <param name="token">The address or the symbol.</param>
    /// <param name="at">The time; <see langword="null"/> means the newest cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The explanation.</returns>
    ValueTask<TokenExplanation> ExplainAsync(string token, DateTimeOffset? at = null, CancellationToken cancellationToken = default);

    /// <summary>Explains two tokens side by side: why one of them is on the list and the other one is not.</summary>
    /// <param name="first">The address or the symbol of the first token.</param>
    /// <param name="second">The address or the symbol of the second token.</param>
    /// <param name="at">The time; <see langword="null"/> means the newest cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Both explanations, and where the tokens part.</returns>
    ValueTask<TokenComparison> CompareTokensAsync(
        string first, string second, DateTimeOffset? at = null, CancellationToken cancellationToken = default);

    /// <summary>Lists what changed between two cycles.</summary>
    /// <param name="earlier">The time of the first cycle.</param>
    /// <param name="later">The time of the second cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The changed options and decisions.</returns>
    ValueTask<CycleComparison> CompareCyclesAsync(
        DateTimeOffset earlier, DateTimeOffset later, CancellationToken cancellationToken = default);
}
