using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Counts the trades that tokens had before they were tracked, in the transaction that inserts their rows.</summary>
internal sealed class PostgresTradeTracking(PostgresDatabase database)
{
    /// <summary>
    /// The number of results of <see cref="AddLocks"/>, which a trade's caller skips before it reads the results of its own statements.
    /// </summary>
    public const int Locks = 2;

    private readonly PostgresTradeSql _sql = database.Sql<PostgresTradeSql>();

    /// <summary>
    /// Adds the statements that lock the trades of new tokens. They must run before the transaction takes any other lock; each has a
    /// result.
    /// </summary>
    public void AddLocks(NpgsqlBatch batch, IEnumerable<TrackedToken> tokens)
    {
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.LockAgainstRebuild));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.LockTokens, [Addresses(tokens)]));
    }

    /// <summary>
    /// Gets the statement that finds, by index, the addresses of new tokens with trade closes that do not count yet. There are nearly
    /// always none.
    /// </summary>
    public NpgsqlBatchCommand Find(IEnumerable<TrackedToken> tokens) => PostgresDatabase.Command(_sql.SelectUncounted, [Addresses(tokens)]);

    public static (string Token, string Address) Map(StoredRow row) => (row.Text(0), row.Text(1));

    /// <summary>Counts the trade closes of the addresses that <see cref="Find"/> found, in two round trips.</summary>
    public Task CountAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<TrackedToken> tokens,
        List<(string Token, string Address)> found,
        DateTime time,
        CancellationToken cancellationToken)
    {
        var categories = tokens.ToDictionary(static token => token.Address, static token => token.Category, StringComparer.Ordinal);
        return new PostgresTradeDays(database, transaction, time).CountAsync(
            [.. found.Where(member => categories.ContainsKey(member.Token))
                .Select(member => (member.Token, member.Address, categories[member.Token]))],
            cancellationToken);
    }

    private static string[] Addresses(IEnumerable<TrackedToken> tokens) => [.. tokens.Select(static token => token.Address)];
}
