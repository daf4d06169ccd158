using System.Globalization;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>
/// Each statement of the first design, on a store that the library made and on one that was made by the statements themselves and taken over. The page
/// <c>docs/adopting.md</c> has the same table.
/// </summary>
public sealed class FirstDesignTests
{
    private const string Positions = "CREATE TABLE positions (token bigint, closed_at timestamptz); GRANT SELECT ON positions TO PUBLIC; INSERT INTO positions VALUES (1, NULL)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_store_of_the_library_every_statement_comes_out_as_the_page_says()
    {
        await using var schema = await InstalledSchema.CreateAsync("public");
        await schema.ExecuteAsync(Positions);
        foreach (var statement in FirstDesignSql.Writes)
        {
            Assert.Equal($"{statement.Name}: {statement.Fresh}", $"{statement.Name}: {await OutcomeAsync(schema.Database, statement)}");
        }

        await ReadAsync(schema.Database);
    }

    [Fact]
    public async Task On_an_adopted_store_every_statement_comes_out_as_the_page_says()
    {
        await using var database = await TestDatabase.CreateAsync();
        foreach (var statement in FirstDesignSql.Writes.Where(static statement => statement.Adopted == FirstDesignSql.Outcome.Before))
        {
            await database.ExecuteAsync(statement.Sql);
        }

        await new PostgresSchema(database.Open(), "public").InitializeAsync(SchemaMode.Apply, Cancel);
        await PostgresRoles.ApplyAsync(database, "public");

        await database.ExecuteAsync(Positions);
        foreach (var statement in FirstDesignSql.Writes.Where(static statement => statement.Adopted != FirstDesignSql.Outcome.Before))
        {
            Assert.Equal($"{statement.Name}: {statement.Adopted}", $"{statement.Name}: {await OutcomeAsync(database, statement)}");
        }

        await ReadAsync(database);
    }

    [Fact]
    public void The_page_has_the_same_table()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "adopting.md"));
        var writes = FirstDesignSql.Writes.Select(static statement => $"| {statement.Name} | {Word(statement.Fresh)} | {Word(statement.Adopted)} |");
        var reads = FirstDesignSql.Reads.Select(static read => $"| {read.Name} | runs | runs |");

        Assert.All(writes.Concat(reads), line => Assert.Contains(line + "\n", page, StringComparison.Ordinal));
    }

    private static string Word(FirstDesignSql.Outcome outcome) => outcome switch
    {
        FirstDesignSql.Outcome.Runs => "runs",
        FirstDesignSql.Outcome.Before => "taken over",
        FirstDesignSql.Outcome.There => "`42P07`, it is there",
        _ => "`42703`, as in the first design itself",
    };

    // What makes tables is run as superuser, everything else as the role that runs hosts.
    private static async Task<FirstDesignSql.Outcome> OutcomeAsync(TestDatabase database, FirstDesignSql.Statement statement)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(
                database.ConnectionString(statement.Sql.StartsWith("CREATE", StringComparison.Ordinal) ? "postgres" : PostgresRoles.Runtime) + ";Pooling=false");
            await using var command = source.CreateCommand(statement.Sql);
            await command.ExecuteNonQueryAsync(Cancel);
            return FirstDesignSql.Outcome.Runs;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UndefinedColumn)
        {
            return error.SqlState == PostgresErrorCodes.DuplicateTable ? FirstDesignSql.Outcome.There : FirstDesignSql.Outcome.NoColumn;
        }
    }

    private static async Task ReadAsync(TestDatabase database)
    {
        foreach (var (name, sql, row) in FirstDesignSql.Reads)
        {
            await using var source = NpgsqlDataSource.Create(database.ConnectionString(PostgresRoles.Runtime) + ";Pooling=false");
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            Assert.True(await reader.ReadAsync(Cancel), name);
            Assert.Equal(row, string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "BirdeyeDiscovery.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
