using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The proxy that other tests trust to count and to fail.</summary>
public sealed class PostgresProxyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_waits_once_makes_one_round_trip()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new PostgresProxy(database.Server.Port) { AnswerDelay = TimeSpan.FromMilliseconds(400) };
        await using var connection = await database.Open(port: proxy.Port).OpenConnectionAsync(Cancel);
        var before = proxy.RoundTrips;

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 1"), new("SELECT repeat('x', 100000)"), new("SELECT 3") } };
        await batch.ExecuteNonQueryAsync(Cancel);
        Assert.Equal(1, proxy.RoundTrips - before);

        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT cardinality($1)", connection) { Parameters = { new() { Value = new int[100_000] } } };
        Assert.Equal(100_000, await command.ExecuteScalarAsync(Cancel));
        await transaction.CommitAsync(Cancel);
        Assert.Equal(3, proxy.RoundTrips - before);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_commit_can_be_cut_before_the_server_sees_it_and_after_it_has_answered(bool afterwards, long rows)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (a int)");
        await using var proxy = new PostgresProxy(database.Server.Port);
        await using var connection = await database.Open(port: proxy.Port).OpenConnectionAsync(Cancel);
        proxy.FailOnce(message => message.IsCommit, afterwards ? PostgresFault.LoseAnswer : PostgresFault.Cut);

        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var insert = new NpgsqlCommand("INSERT INTO t VALUES (1)", connection);
        await insert.ExecuteNonQueryAsync(Cancel);
        var error = await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync(Cancel));

        Assert.IsNotType<PostgresException>(error);
        Assert.Equal(rows, await database.ExecuteAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("INSERT")]
    [InlineData("COPY")]
    [InlineData("end of COPY")]
    [InlineData("COMMIT")]
    public async Task An_error_can_stand_in_for_what_the_server_would_have_done(string where)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (a int)");
        await using var proxy = new PostgresProxy(database.Server.Port);
        await using var connection = await database.Open(port: proxy.Port).OpenConnectionAsync(Cancel);
        proxy.FailOnce(
            message => where == "end of COPY" ? message.Type == 'c' : message.Sql?.StartsWith(where, StringComparison.Ordinal) == true,
            PostgresFault.Error("55P03"));

        var error = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await using var insert = new NpgsqlCommand("INSERT INTO t VALUES ($1)", connection) { Parameters = { new() { Value = 1 } } };
            await insert.ExecuteNonQueryAsync(Cancel);
            await using (var copy = await connection.BeginBinaryImportAsync("COPY t FROM STDIN BINARY", Cancel))
            {
                await copy.WriteRowAsync(Cancel, 2);
                await copy.CompleteAsync(Cancel);
            }

            await transaction.CommitAsync(Cancel);
        });

        Assert.Equal("55P03", error.SqlState);
        Assert.Equal(0L, await database.ExecuteAsync("SELECT count(*) FROM t"));
        await using var next = new NpgsqlCommand("SELECT count(*) FROM t", connection);
        Assert.Equal(0L, await next.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_paused_network_lets_nothing_pass_and_a_refusing_one_nobody_in()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TcpProxy(database.Server.Port);
        var source = database.Open(port: proxy.Port);
        await using var connection = await source.OpenConnectionAsync(Cancel);

        proxy.Pause();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        var waiting = command.ExecuteScalarAsync(Cancel);
        proxy.IsRefusing = true;
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Cancel));
        Assert.False(waiting.IsCompleted);
        proxy.Resume();
        Assert.Equal(1, await waiting);

        proxy.CutAll();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Cancel));
    }
}
