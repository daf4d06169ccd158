namespace BirdeyeDiscovery.Storage;

/// <summary>The queries of a store about the bot's table of positions; what their answers mean is decided by the library, in the same way for every store.</summary>
/// <remarks>Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer. Values are compared as text, whatever the type of their column.</remarks>
public interface IPositionsTable
{
    /// <summary>Gets the engine's own schema, or <see langword="null"/> where the store has none.</summary>
    string? Home { get; }

    /// <summary>Finds the tables and views of a name in any schema, those included that may not be read.</summary>
    /// <param name="plainName">The name in lower case and without underscores; tables are compared in that form.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tables with their columns.</returns>
    ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken = default);

    /// <summary>Reads the open positions: those whose closing time is <c>NULL</c> or an empty text.</summary>
    /// <param name="place">The table and its columns.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The open positions, grouped by what the column of the token holds.</returns>
    ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken = default);

    /// <summary>Finds the tracked tokens of all statuses, and the addresses that migrated, which some texts name: by address, number or current symbol.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Every match; a text may have several.</returns>
    ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default);

    /// <summary>Finds the tokens that once had a symbol, by their score rows.</summary>
    /// <param name="addresses">The addresses to look at; <see langword="null"/> means those of all tokens that are active or paused.</param>
    /// <param name="symbols">The symbols.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Every match.</returns>
    ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
        IReadOnlyCollection<string>? addresses, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken = default);

    /// <summary>Gets which of some addresses are tracked, or were before they migrated.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Those that are known.</returns>
    ValueTask<IReadOnlyList<string>> KnownAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken = default);
}
