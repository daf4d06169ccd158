namespace BirdeyeDiscovery.Storage;

/// <summary>
/// The queries of a store on the bot's table of positions. The library interprets the results, in the same way for every store.
/// </summary>
/// <remarks>
/// Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer. Values are compared as text, whatever the type
/// of their column.
/// </remarks>
public interface IPositionsTable
{
    /// <summary>Gets the engine's own schema, or <see langword="null"/> if the store has none.</summary>
    string? Home { get; }

    /// <summary>Finds the tables and views with a name in any schema, including those without read permission.</summary>
    /// <param name="plainName">The name in lower case without underscores; table names are compared in that form.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tables with their columns.</returns>
    ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken = default);

    /// <summary>Gets whether a table has rows. It may have open positions then, although its columns cannot say which.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it has any; a store that does not implement the method says that it may.</returns>
    ValueTask<bool> HasRowsAsync(PositionsTable table, CancellationToken cancellationToken = default) => new(true);

    /// <summary>Reads the open positions: all except those with a plausible closing time.</summary>
    /// <remarks>
    /// A position is closed if its closing time is a time from <see cref="PositionsPlace.EarliestClosing"/> to a day after the store's now:
    /// a value of a type for times or dates, a text that begins with an ISO date, or a number of seconds or milliseconds since 1970. A
    /// column of a Boolean type closes a position with <c>true</c>. Everything else is open, such as <c>NULL</c>, <c>0</c>, another text,
    /// an infinite time, and the years 1, 1970 and 9999. The result does not depend on a time zone of the connection.
    /// </remarks>
    /// <param name="place">The table and its columns.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The open positions, grouped by the value of the token column.</returns>
    ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds the tracked tokens of all statuses, and the addresses that migrated, that the given texts identify: by address, number or
    /// current symbol.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Every match; a text may have several.</returns>
    ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds the whole numbers that stand in the token column of open or closed positions, and are neither the number nor the symbol of a
    /// tracked token of any status.
    /// </summary>
    /// <param name="place">The table and its columns.</param>
    /// <param name="limit">How many to return at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers, as texts.</returns>
    ValueTask<IReadOnlyList<string>> FindStrayNumbersAsync(PositionsPlace place, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds the tokens that had a symbol in the past, by their score rows.</summary>
    /// <param name="addresses">The addresses to search; <see langword="null"/> means those of all active or paused tokens.</param>
    /// <param name="symbols">The symbols.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Every match.</returns>
    ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
        IReadOnlyCollection<string>? addresses, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken = default);

    /// <summary>Gets which of the given addresses are tracked, or were tracked before they migrated.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The known addresses.</returns>
    ValueTask<IReadOnlyList<string>> KnownAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken = default);
}
