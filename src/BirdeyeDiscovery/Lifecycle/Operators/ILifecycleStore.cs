namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Stores operators' actions and answers whether a token may be traded. Hosts use <see cref="ITokenLifecycle"/>, which checks and explains.
/// </summary>
/// <remarks>Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</remarks>
public interface ILifecycleStore
{
    /// <summary>
    /// Carries out an operator's action: facts, the decision of <see cref="OperatorRules"/>, row, events and record in one transaction.
    /// </summary>
    /// <remarks>
    /// It needs no epoch, because an operator may act through any host. Events get their sequence numbers under the lock that orders all
    /// events. A row that the decision adds is inserted like one that a cycle adds: with the first version of its strategy, and with the
    /// trades counted that were recorded for its address before.
    /// </remarks>
    /// <param name="command">The action.</param>
    /// <param name="cancellationToken">
    /// Cancels the call. The action may or may not be done then, and may be repeated under its request id.
    /// </param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default);

    /// <summary>Reads the actions of operators, oldest first.</summary>
    /// <param name="afterId">The id of the last action that was already read; 0 for all.</param>
    /// <param name="limit">The maximum number of actions, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The actions.</returns>
    ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the addresses that one token has had, in no particular order. A token that never migrated has one.</summary>
    /// <param name="address">Any of these addresses.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The addresses, the given one included.</returns>
    ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads everything that decides whether a token may be traded, as of one moment.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state that decides.</returns>
    ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default);
}
