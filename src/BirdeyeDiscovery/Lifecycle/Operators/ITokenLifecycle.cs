namespace BirdeyeDiscovery;

/// <summary>
/// Provides what people and bots do with tracked tokens besides the cycles: actions by hand, from any host, and the check whether a token
/// may be traded.
/// </summary>
/// <remarks>
/// Each action and its record are one transaction of the store. A refusal is an answer, not an exception. Methods that act throw
/// <see cref="ArgumentException"/> for a name, reason, id or address outside its allowed range, and <see cref="DiscoveryStoreException"/>
/// when the store does not answer. In that case the action may or may not be done, and may be repeated safely under the same
/// <see cref="OperatorNote.RequestId"/>.
/// </remarks>
public interface ITokenLifecycle
{
    /// <summary>
    /// Tracks a token from now on, active and whatever its rank. The rules apply from the next cycle on; pin the token to keep it in spite
    /// of them.
    /// </summary>
    /// <remarks>
    /// A token that is active already stays as it is. A paused one is refused: <see cref="ResumeAsync"/> makes it active. One that the
    /// engine removed returns with its strategy; one that an operator removed is refused until <see cref="AllowAsync"/>.
    /// </remarks>
    /// <param name="address">The mint address, in the form of the engine's chain.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="symbol">
    /// The symbol until a cycle reads it, 1 to 20 characters, no control characters; <see langword="null"/> for the beginning of the
    /// address.
    /// </param>
    /// <param name="category">
    /// The category of a token that was never tracked. The strategy policy chooses by it, and cycles review it like every category.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> TrackAsync(
        string address,
        OperatorNote note,
        string? symbol = null,
        TokenCategory category = TokenCategory.Emerging,
        CancellationToken cancellationToken = default);

    /// <summary>Pauses a token until an operator resumes it.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> PauseAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a paused token active, whoever paused it. The rules apply from the next cycle on; pin the token to keep it in spite of them.
    /// </summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> ResumeAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Makes a token permanent. A token that the engine had paused becomes active again.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> PinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Ends the permanence of a token.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> UnpinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a token, which then stays out until an operator allows it. The removal is refused while a position is or may be open, unless
    /// it is forced.
    /// </summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="isForced">Whether to remove the token in spite of positions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> RemoveAsync(
        string address,
        OperatorNote note,
        bool isForced = false,
        CancellationToken cancellationToken = default);

    /// <summary>Allows a token to return that was removed by hand.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> AllowAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves a token to another address, with its status, counters and strategy. Its history keeps the old address and is found from both.
    /// </summary>
    /// <param name="oldAddress">The current address.</param>
    /// <param name="newAddress">The new address, which is not tracked and never was.</param>
    /// <param name="note">The operator and the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> MigrateTokenAsync(
        string oldAddress,
        string newAddress,
        OperatorNote note,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Determines whether a new position in a token may be opened now, and if not, every reason against it. It does not throw when the
    /// store does not answer.
    /// </summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, from one read of the store.</returns>
    ValueTask<TradeReadiness> MayTradeAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads the actions of operators, oldest first.</summary>
    /// <param name="afterId">The id of the last action that was already read; 0 for all.</param>
    /// <param name="limit">The maximum number of actions, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The actions.</returns>
    ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default);
}
