using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Updates the PostgreSQL schema, or compares it with what this version needs. The caller translates the driver's errors.
/// </summary>
internal sealed class PostgresSchema(NpgsqlDataSource dataSource, string schema)
{
    private readonly PostgresSchemaJournal _journal = new(schema);

    public async ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken)
    {
        if (mode == SchemaMode.None)
        {
            return;
        }

        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // The journal of schema scripts is read first, because a role that only runs the library may read it but may not change the
            // schema. If no schema script is missing, no other right is needed.
            var applied = await _journal.ReadVersionAsync(connection, null, cancellationToken).ConfigureAwait(false);
            if (mode == SchemaMode.Validate)
            {
                RefuseOlder(applied);
            }
            else if (applied is null || applied < PostgresSchemaScript.All.Count)
            {
                await ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            await _journal.CheckObjectsAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                await ApplyAsync(transaction, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new DiscoveryStoreException(
                    $"The schema '{schema}' is not at version {PostgresSchemaScript.All.Count}, "
                    + $"and the connected role may not change it ({error.MessageText}). "
                    + "Start once with Storage:SchemaMode = Apply as the role that owns the schema, "
                    + "then run scripts/postgres-roles.sql again for the rights of the others.",
                    error);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // When several hosts start at once, one applies the schema scripts; the others wait for it and find nothing left to do. The lock and
    // the settings end with the transaction, so that a transaction pooler may be in between.
    private async ValueTask ApplyAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteSchemaAsync(PostgresSchemaSql.Lock(schema), transaction, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteSchemaAsync(PostgresSchemaSql.CreateJournal(schema), transaction, cancellationToken).ConfigureAwait(false);
        var applied = await _journal.ReadVersionAsync(connection, transaction, cancellationToken).ConfigureAwait(false) ?? 0;
        var adoption = new PostgresAdoption(schema);
        if (applied == 0)
        {
            await adoption.BeginAsync(transaction, cancellationToken).ConfigureAwait(false);
        }

        foreach (var step in PostgresSchemaScript.All.Skip(applied))
        {
            var script = step.Sql.Replace("{schema}", PostgresIdentifier.Quote(schema), StringComparison.Ordinal);
            await connection.ExecuteSchemaAsync(script, transaction, cancellationToken).ConfigureAwait(false);
            await _journal.WriteAsync(transaction, step, cancellationToken).ConfigureAwait(false);
        }

        await adoption.CompleteAsync(transaction, cancellationToken).ConfigureAwait(false);
    }

    private void RefuseOlder(int? applied)
    {
        if (applied is null)
        {
            throw new DiscoveryStoreException(
                $"The database has no discovery schema '{schema}'; start once with Storage:SchemaMode = Apply.");
        }

        if (applied < PostgresSchemaScript.All.Count)
        {
            throw new DiscoveryStoreException(
                $"The schema '{schema}' is at version {applied}, this library needs {PostgresSchemaScript.All.Count}; "
                + "start once with Storage:SchemaMode = Apply.");
        }
    }
}
