using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The table that says which migrations were run, and what was there afterwards.</summary>
internal sealed class PostgresSchemaJournal(string schema)
{
    /// <summary>Gets the version of the schema, or nothing when the library was never installed in it.</summary>
    /// <exception cref="DiscoveryStoreException">It is newer than this library, or was made by other scripts.</exception>
    public async ValueTask<int?> ReadVersionAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var has = connection.SchemaCommand(PostgresSchemaSql.HasJournal, transaction, schema);
        await using (has.ConfigureAwait(false))
        {
            if (await has.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
            {
                return null;
            }
        }

        var read = connection.SchemaCommand(PostgresSchemaSql.ReadJournal(schema), transaction);
        await using (read.ConfigureAwait(false))
        {
            var reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<(int Version, string Name, string Checksum)>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
                }

                Check(rows);
                return rows.Count;
            }
        }
    }

    /// <summary>Notes that a migration was run.</summary>
    public async ValueTask WriteAsync(NpgsqlTransaction transaction, PostgresMigration migration, CancellationToken cancellationToken)
    {
        var write = transaction.Connection!.SchemaCommand(
            PostgresSchemaSql.WriteJournal(schema), transaction, schema, PostgresSchemaSql.Objects, migration.Version, migration.Name, migration.Checksum);
        await using (write.ConfigureAwait(false))
        {
            await write.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The journal says what was run, not what is there: a table that was dropped or changed since is found before the first cycle.</summary>
    /// <exception cref="DiscoveryStoreException">Something is missing or different.</exception>
    public async ValueTask CheckObjectsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = $"SELECT ARRAY({PostgresSchemaSql.ReadObjects}), ({PostgresSchemaSql.ReadExpected(schema)})";
        var read = connection.SchemaCommand(sql, null, schema, PostgresSchemaSql.Objects);
        await using (read.ConfigureAwait(false))
        {
            var reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var missing = reader.GetFieldValue<string[]>(1).Except(reader.GetFieldValue<string[]>(0), StringComparer.Ordinal).ToList();
                if (missing.Count > 0)
                {
                    throw new DiscoveryStoreException(
                        $"The schema '{schema}' differs from what this library needs; missing or different: {string.Join(", ", missing)}.");
                }
            }
        }
    }

    private void Check(List<(int Version, string Name, string Checksum)> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (index >= PostgresMigration.All.Count)
            {
                throw new DiscoveryStoreException(
                    $"The schema '{schema}' is at version {rows[^1].Version} ({rows[^1].Name}), newer than the {PostgresMigration.All.Count} this library knows; update the library.");
            }

            var known = PostgresMigration.All[index];
            if (rows[index].Version != known.Version || !string.Equals(rows[index].Checksum, known.Checksum, StringComparison.Ordinal))
            {
                throw new DiscoveryStoreException(
                    $"The schema '{schema}' was made by another script: version {rows[index].Version} ({rows[index].Name}) has checksum {rows[index].Checksum}, expected is {known.Checksum} of {known.Name}.");
            }
        }
    }
}
