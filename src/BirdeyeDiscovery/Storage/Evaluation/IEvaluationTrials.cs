namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Remembers every variant of the options that was ever evaluated on the history of an engine, so that the best of many is judged as the
/// best of many. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.
/// </summary>
/// <remarks>A trial is never changed and never deleted, by retention neither: a forgotten trial makes a later result look better.</remarks>
public interface IEvaluationTrials
{
    /// <summary>Adds trials, all or none. A trial that is stored already is left as it is.</summary>
    /// <param name="trials">
    /// The trials. Two are the same when engine, chain, <see cref="EvaluationTrial.Objective"/>, <see cref="EvaluationTrial.VariantHash"/>
    /// and both periods are the same.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, which may be repeated safely.</param>
    /// <returns>The number of trials that were new.</returns>
    /// <exception cref="ArgumentException">A trial has a value that is not allowed; the message names it.</exception>
    ValueTask<int> AppendAsync(IReadOnlyList<EvaluationTrial> trials, CancellationToken cancellationToken = default);

    /// <summary>Counts the different trials of an engine on a chain.</summary>
    /// <param name="engine">The name of the engine; empty for the default engine.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of trials.</returns>
    ValueTask<long> CountAsync(string engine, string chain, CancellationToken cancellationToken = default);

    /// <summary>Reads the trials of an engine on a chain, oldest first.</summary>
    /// <param name="engine">The name of the engine; empty for the default engine.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="afterId">The last id that was already read; 0 for all.</param>
    /// <param name="limit">The maximum number of trials, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The trials.</returns>
    ValueTask<IReadOnlyList<EvaluationTrial>> ListAsync(
        string engine, string chain, long afterId, int limit, CancellationToken cancellationToken = default);
}
