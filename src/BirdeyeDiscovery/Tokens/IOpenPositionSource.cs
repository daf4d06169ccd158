namespace BirdeyeDiscovery;

/// <summary>Reports whether the bot holds a position in a token. A paused token is removed only when it is known to be flat.</summary>
public interface IOpenPositionSource
{
    /// <summary>Looks up the positions of some tokens.</summary>
    /// <param name="addresses">The mint addresses.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The state by address; an address that is left out counts as <see cref="PositionState.Unknown"/>.</returns>
    ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(
        IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);
}
