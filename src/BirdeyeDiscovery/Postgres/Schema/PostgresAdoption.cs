using System.Globalization;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Takes over the four tables of the first design, which people created with its SQL before they used the library. The rows move into the
/// tables of the schema scripts, in the transaction that runs these scripts.
/// </summary>
internal sealed class PostgresAdoption(string schema)
{
    private static readonly string[] Order = ["tracked_tokens", "discovery_snapshots", "token_scores", "strategy_performance"];

    private readonly string _quoted = PostgresIdentifier.Quote(schema);
    private readonly List<Table> _tables = [];
    private readonly List<string> _afterwards = [];

    /// <summary>
    /// Before the schema scripts run, examines a schema without a journal, and moves the tables of the first design out of the way.
    /// </summary>
    /// <exception cref="DiscoveryStoreException">
    /// The schema contains something other than these tables, or their rows cannot be moved.
    /// </exception>
    public async ValueTask BeginAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await FindAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (_tables.Count == 0)
        {
            return;
        }

        var commands = new List<string>();
        var others = _tables.SelectMany(static table => Others(table).Select(column => $"{table.Name}.{column}")).ToArray();
        var read = transaction.Connection!.SchemaCommand(Script("before"), transaction, schema, others);
        await using (read.ConfigureAwait(false))
        {
            var reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!reader.IsDBNull(1))
                {
                    commands.Add(reader.GetString(1));
                }

                if (!reader.IsDBNull(2) && reader.GetString(2) is var later)
                {
                    // When the schema takes over tables of the first design, kind 5 adds the columns of other programs, which must exist
                    // before the rows are moved. Foreign keys of other tables and grants come last.
                    _afterwards.Insert(reader.GetInt32(0) == 5 ? 0 : _afterwards.Count, later);
                }
            }
        }

        await transaction.Connection!.ExecuteSchemaAsync(
            string.Join(";\n", commands),
            transaction,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Moves the rows of the first design's tables into those that the schema scripts created, then drops the old tables.
    /// </summary>
    /// <exception cref="DiscoveryStoreException">A row violates a rule of the tables; nothing is changed.</exception>
    public async ValueTask CompleteAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (_tables.Count == 0)
        {
            return;
        }

        var columns = _afterwards.Where(static statement => statement.Contains(" ADD COLUMN ", StringComparison.Ordinal)).ToList();
        var moves = Order.Select(name => _tables.Find(table => table.Name == name)).OfType<Table>().Select(Move);
        var drop = _tables.Exists(static table => table.Name == "discovery_snapshots") ? "DROP TABLE before_discovery_snapshots" : "SELECT";

        string[] statements =
        [
            .. columns,
            .. moves,
            drop,
            // This function of the PostgreSQL schema also creates the monthly partitions for the moved rows of past months.
            $"SELECT {_quoted}.discovery_prepare_partitions(now())",
            .. _afterwards.Except(columns, StringComparer.Ordinal)
        ];
        try
        {
            await transaction.Connection!.ExecuteSchemaAsync(
                string.Join(";\n", statements),
                transaction,
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState != PostgresErrorCodes.InsufficientPrivilege)
        {
            var rule = error.ConstraintName is null ? "" : $" (rule {error.ConstraintName})";
            throw new DiscoveryStoreException(
                $"The tables of the first design in the schema '{schema}' cannot be taken over, and nothing was changed: "
                + $"{error.SqlState}: {error.MessageText}{rule}. "
                + "Correct the rows, or give the library a schema of its own with Storage:Schema; "
                + "docs/adopting.md says what is taken over.",
                error);
        }
    }

    private async ValueTask FindAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var names = PostgresSchemaSql.Objects.Where(static name => name != "discovery_schema_versions").ToArray();
        var read = transaction.Connection!.SchemaCommand(Script("found"), transaction, schema, names);
        await using var disposing = read.ConfigureAwait(false);
        var reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var table = new Table(
                reader.GetString(0),
                reader.GetFieldValue<string[]>(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<string[]>(4));
            Check(table, reader.GetBoolean(1));
            _tables.Add(table);
        }
    }

    private void Check(Table table, bool isTable)
    {
        if (!isTable || !PostgresFirstDesign.Columns.TryGetValue(table.Name, out var columns))
        {
            throw Refused($"it has '{table.Name}', which this library did not make");
        }

        var missing = columns.Except(table.Columns, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw Refused(
                $"its table '{table.Name}' is neither this library's nor that of the first design, "
                + $"which has {string.Join(", ", missing)} too");
        }

        if (table.Dependents.Count > 0)
        {
            throw Refused(
                $"{string.Join(", ", table.Dependents)} stands on its table '{table.Name}' and would be lost: "
                + "drop it, start once, and make it again");
        }

        var required = table.Required.Except(columns, StringComparer.Ordinal).ToList();
        if (required.Count > 0)
        {
            throw Refused(
                $"the column {string.Join(", ", required)} of its table '{table.Name}' is NOT NULL, "
                + "and no row of the library would have a value: give it a default");
        }
    }

    private DiscoveryStoreException Refused(string why) => new(
        $"The schema '{schema}' cannot be used: {why}. Or give the library a schema of its own with Storage:Schema; "
        + "docs/adopting.md says what is taken over.");

    private string Move(Table table)
    {
        var extra = string.Concat(Others(table).Select(static column => $", {PostgresIdentifier.Quote(column)}"));
        return Script(table.Name)
            .Replace("{extra}", extra, StringComparison.Ordinal)
            .Replace("{schema}", _quoted, StringComparison.Ordinal)
            .TrimEnd()
            .TrimEnd(';');
    }

    // Gets the columns that another program added to a table of the first design, without rank and candle_count of tracked_tokens, which
    // are now columns of the library.
    private static IEnumerable<string> Others(Table table) =>
        table.Columns.Except(PostgresFirstDesign.Columns[table.Name], StringComparer.Ordinal)
            .Where(column => table.Name != "tracked_tokens" || column is not ("rank" or "candle_count"));

    private static string Script(string name)
    {
        using var reader = new StreamReader(
            typeof(PostgresAdoption).Assembly.GetManifestResourceStream(
                string.Create(CultureInfo.InvariantCulture, $"Adoption.{name}.sql"))!);
        return reader.ReadToEnd();
    }

    private sealed record Table(
        string Name,
        IReadOnlyList<string> Columns,
        IReadOnlyList<string> Dependents,
        IReadOnlyList<string> Required);
}
