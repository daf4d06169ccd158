using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Reads and writes the table that records which schema scripts were run, and which objects existed after each.</summary>
internal sealed class PostgresSchemaJournal(string schema)
{
    /// <summary>Gets the number of schema scripts that were run, or null when the library was never installed in the schema.</summary>
    /// <exception cref="DiscoveryStoreException">
    /// The schema is newer than this library may run with, or other scripts created it.
    /// </exception>
    public async ValueTask<int?> ReadVersionAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        CancellationToken cancellationToken)
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
                var rows = new List<JournalRow>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(new JournalRow(
                        reader.GetInt32(0),
                        reader.GetString(1),
                        reader.GetString(2),
                        reader.IsDBNull(3) ? null : reader.GetInt32(3)));
                }

                Check(rows);
                return rows.Count;
            }
        }
    }

    /// <summary>Records that a schema script was run.</summary>
    public async ValueTask WriteAsync(NpgsqlTransaction transaction, PostgresSchemaScript step, CancellationToken cancellationToken)
    {
        var write = transaction.Connection!.SchemaCommand(
            PostgresSchemaSql.WriteJournal(schema),
            transaction,
            schema,
            PostgresSchemaSql.Objects,
            step.Version,
            step.Name,
            step.Checksum);
        await using (write.ConfigureAwait(false))
        {
            await write.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        // A later schema script adds the column compatible_from. No older library can run after the scripts before that one, so there is
        // nothing to record for them.
        if (step.CompatibleFrom < step.Version)
        {
            var compatible = transaction.Connection!.SchemaCommand(
                PostgresSchemaSql.WriteCompatible(schema),
                transaction,
                step.Version,
                step.CompatibleFrom);
            await using (compatible.ConfigureAwait(false))
            {
                await compatible.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Checks that the objects of the schema exist. The journal of scripts records what was run, not what exists: this check finds a table
    /// that was dropped or changed since, before the first cycle does.
    /// </summary>
    /// <exception cref="DiscoveryStoreException">Something is missing or different.</exception>
    public async ValueTask CheckObjectsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = $"SELECT ARRAY({PostgresSchemaSql.ReadObjects}), ARRAY({PostgresSchemaSql.ReadExpected(schema)})";
        var read = connection.SchemaCommand(sql, null, schema, PostgresSchemaSql.Objects, PostgresSchemaScript.All.Count);
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

    private void Check(List<JournalRow> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (index >= PostgresSchemaScript.All.Count)
            {
                CheckNewer(rows[index], rows[^1]);
                continue;
            }

            var known = PostgresSchemaScript.All[index];
            if (rows[index].Version != known.Version || !string.Equals(rows[index].Checksum, known.Checksum, StringComparison.Ordinal))
            {
                throw new DiscoveryStoreException(
                    $"The schema '{schema}' was made by another script: version {rows[index].Version} ({rows[index].Name}) "
                    + $"has checksum {rows[index].Checksum}, expected is {known.Checksum} of {known.Name}.");
            }
        }
    }

    // Every newer schema script records the oldest library that may run after it, so a host of the previous version keeps running while the
    // others are updated.
    private void CheckNewer(JournalRow step, JournalRow last)
    {
        if (step.CompatibleFrom is not { } compatible || compatible > PostgresSchemaScript.All.Count)
        {
            throw new DiscoveryStoreException(
                $"The schema '{schema}' is at version {last.Version} ({last.Name}), newer than the {PostgresSchemaScript.All.Count} "
                + $"this library knows, and step {step.Version} ({step.Name}) may be used by libraries of version "
                + $"{step.CompatibleFrom ?? step.Version} and above only; update the library.");
        }
    }

    private sealed record JournalRow(int Version, string Name, string Checksum, int? CompatibleFrom);
}
