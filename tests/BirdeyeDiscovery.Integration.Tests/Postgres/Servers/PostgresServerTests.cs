using System.Diagnostics;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The servers that other tests start.</summary>
public sealed class PostgresServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stopped_server_keeps_what_was_committed_and_comes_back_on_its_port(bool immediate)
    {
        await using var server = await PostgresServer.CreateAsync();
        await server.ExecuteAsync("CREATE TABLE t AS SELECT 7 AS a");
        var port = server.Port;

        await server.StopAsync(immediate);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => server.ExecuteAsync("SELECT a FROM t"));
        await server.StartAsync();

        Assert.Equal(port, server.Port);
        Assert.Equal(7, await server.ExecuteAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task A_disposed_server_leaves_neither_process_nor_file()
    {
        var server = await PostgresServer.CreateAsync();
        var (id, directory) = (server.PostmasterId, server.DataDirectory);
        Assert.Equal("postgres", Process.GetProcessById(id).ProcessName);

        await server.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task The_pooler_gives_a_transaction_to_whichever_connection_is_free()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE ROLE behind_pooler LOGIN");
        var pooler = await SharedPostgres.GetPoolerAsync();
        await pooler.AddUserAsync("behind_pooler");

        var source = database.Open("behind_pooler", pooler.Port);
        await using var first = await source.OpenConnectionAsync(Cancel);
        await using var second = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await first.BeginTransactionAsync(Cancel);

        var held = await BackendAsync(first);
        Assert.NotEqual(held, await BackendAsync(second));
        await transaction.CommitAsync(Cancel);
        await source.DisposeAsync();
        await database.DisposeAsync();
        await database.Server.ExecuteAsync("DROP ROLE behind_pooler");
    }

    private static async Task<object?> BackendAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
