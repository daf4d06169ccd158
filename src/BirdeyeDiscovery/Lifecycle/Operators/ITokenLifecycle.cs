namespace BirdeyeDiscovery;

/// <summary>What people and bots do with tracked tokens besides the cycles: by hand, from any host, and the question whether a token may be traded.</summary>
/// <remarks>
/// Each action is one transaction of the store with its record. A refused one is an answer, not an exception. Methods that act throw <see cref="ArgumentException"/>
/// for a name, reason, id or address outside of what is allowed, and <see cref="DiscoveryStoreException"/> when the store does not answer: the action may or may
/// not be done then, and is safe to repeat under the same <see cref="OperatorNote.RequestId"/>.
/// </remarks>
public interface ITokenLifecycle
{
    /// <summary>Pauses a token until somebody resumes it.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> PauseAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Makes a paused token active, whoever paused it. The rules apply from the next cycle on; to keep it in spite of them, pin it.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> ResumeAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Makes a token permanent; one that the engine had paused is active again.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> PinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Makes a token permanent no longer.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> UnpinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Removes a token, which then stays out until somebody allows it. Refused while a position is open or may be, unless forced.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="isForced">Whether to remove it in spite of positions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> RemoveAsync(string address, OperatorNote note, bool isForced = false, CancellationToken cancellationToken = default);

    /// <summary>Lets a token return that was removed by hand.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> AllowAsync(string address, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Moves a token to another address, with its status, counters and strategy; its history stays where it is and is found from both.</summary>
    /// <param name="oldAddress">The address it has.</param>
    /// <param name="newAddress">The address it gets: one that is not and was never tracked.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    ValueTask<OperatorResult> MigrateTokenAsync(string oldAddress, string newAddress, OperatorNote note, CancellationToken cancellationToken = default);

    /// <summary>Says whether a new position in a token may be entered now, and if not, everything that is against it. It never throws for a store that does not answer.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, from one read of the store.</returns>
    ValueTask<TradeReadiness> MayTradeAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads what was done by hand, oldest first.</summary>
    /// <param name="afterId">The last number already seen; 0 for all.</param>
    /// <param name="limit">At most how many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The actions.</returns>
    ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default);
}
