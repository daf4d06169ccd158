using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Reads the bot's positions from a table in the same file. What cannot be read is unknown, never flat.</summary>
internal sealed class SqliteOpenPositionSource(SqliteDatabase database, PositionsTableOptions options) : IOpenPositionSource
{
    public async ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(
        IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync("read positions", (connection, cancelled) => Read(connection, addresses, cancelled), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            return addresses.Distinct(StringComparer.Ordinal).ToDictionary(address => address, _ => PositionState.Unknown, StringComparer.Ordinal);
        }
    }

    private Dictionary<string, PositionState> Read(SqliteConnection connection, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        using var table = connection.Prepare(SqlitePositionSql.TableExists, parameters: 1);
        if (table.With(options.Table).ExecuteScalar() is 0L)
        {
            return addresses.Distinct(StringComparer.Ordinal).ToDictionary(address => address, _ => options.WithoutTable, StringComparer.Ordinal);
        }

        var states = new Dictionary<string, PositionState>(StringComparer.Ordinal);
        var sql = options.Token switch
        {
            PositionToken.Symbol => SqlitePositionSql.BySymbol(options),
            PositionToken.Id => SqlitePositionSql.ById(options),
            _ => SqlitePositionSql.ByAddress(options, addresses.Any(TokenAddress.IsEvm)),
        };
        using var query = connection.Prepare(sql, parameters: 1);
        foreach (var address in addresses)
        {
            cancellationToken.ThrowIfCancellationRequested();
            states[address] = query.With(address).ExecuteScalar() switch
            {
                0L => PositionState.Flat,
                1L => PositionState.Open,
                _ => PositionState.Unknown,
            };
        }

        return states;
    }
}
