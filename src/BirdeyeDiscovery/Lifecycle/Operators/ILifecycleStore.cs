namespace BirdeyeDiscovery.Storage;

/// <summary>What a store does for operators and for the question whether a token may be traded. Hosts use <see cref="ITokenLifecycle"/>, which checks and explains.</summary>
/// <remarks>Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</remarks>
public interface ILifecycleStore
{
    /// <summary>Carries out an operator's action: facts, the decision of <see cref="OperatorRules"/>, row, events and record in one transaction.</summary>
    /// <remarks>No epoch is asked for: a person may act through any host. Events get their numbers under the lock that orders all events.</remarks>
    /// <param name="command">The action.</param>
    /// <param name="cancellationToken">Cancels the call; the action may or may not be done then, and may be repeated under its request id.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default);

    /// <summary>Reads what was done by hand, oldest first.</summary>
    /// <param name="afterId">The last number already seen; 0 for all.</param>
    /// <param name="limit">At most how many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The actions.</returns>
    ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the addresses that one token has had, in no order; one that never migrated is alone.</summary>
    /// <param name="address">Any of them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The addresses, the given one included.</returns>
    ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads all that decides whether a token may be traded, as of one moment.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The standing.</returns>
    ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default);
}
