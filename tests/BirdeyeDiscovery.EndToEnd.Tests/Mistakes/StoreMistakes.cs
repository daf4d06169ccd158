using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Stores and caches that cannot be used.</summary>
internal static class StoreMistakes
{
    // A role of the shared server that has to give a password.
    private const string Locked = "mistaken_bot";

    private static readonly TimeSpan EnoughForAnyMachine = TimeSpan.FromSeconds(20);

    public static IReadOnlyDictionary<string, Func<MistakeHost, Task>> All { get; } = new Dictionary<string, Func<MistakeHost, Task>>
    {
        ["The SQLite file is no database"] = async host =>
        {
            await File.WriteAllTextAsync(host.Database, new string('x', 5000), MistakeHost.Cancellation);
            await host.RunAsync();
        },
        ["The folder of the SQLite file cannot be made"] = host => WithUnwritableAsync(host, "/proc/bot/discovery.db"),
        ["The process may not write to the folder of the SQLite file"] = host => WithUnwritableAsync(host, "/proc/discovery.db"),
        ["The path of the SQLite file is that of a folder"] = host =>
        {
            host.UseStore = engine => engine.UseSqlite(host.Folder);
            return host.RunAsync();
        },
        ["There is no SQLite file, and the schema mode is Validate"] = host =>
        {
            host.Set("Storage:SchemaMode", "Validate");
            return host.RunAsync();
        },
        ["The SQLite file is read-only"] = host => WithPragmaAsync(host, "query_only = 1"),
        ["The disk is full"] = host => WithPragmaAsync(host, "max_page_count = 1"),
        ["The SQLite file was written by a later version"] = async host =>
        {
            await MakeStoreAsync(host);
            host.Execute(
                """
                INSERT INTO discovery_schema_versions (version, name, checksum, applied_at)
                VALUES (99, '0099_future', 'x', '2030-01-01T00:00:00.000Z')
                """);
            await host.RunAsync();
        },
        ["The SQLite file is of an earlier version, and the schema mode is Validate"] = async host =>
        {
            await MakeStoreAsync(host);
            host.Execute("DELETE FROM discovery_schema_versions WHERE version = (SELECT max(version) FROM discovery_schema_versions)");
            host.Set("Storage:SchemaMode", "Validate");
            await host.RunAsync();
        },
        ["The SQLite file has tables of another program"] = host =>
        {
            host.Execute("CREATE TABLE tracked_tokens (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL)");
            return host.RunAsync();
        },
        ["PostgreSQL does not run"] = host => WithPostgresAsync(host, Address(Loopback.FreePort())),
        ["The host is started before PostgreSQL"] = async host =>
        {
            host.UseStore = engine => engine.UsePostgres(Address(Loopback.FreePort()));
            host.Act = _ => Poll.UntilAsync(
                () => host.Logged.Any(static line => line.Contains("no cycle was run", StringComparison.Ordinal)),
                () => "Nothing is logged.",
                seconds: 120);
            await host.RunAsync(withLoop: true);
        },
        ["The password for PostgreSQL is wrong"] = async host =>
        {
            var server = await SharedPostgres.GetAsync();
            await LockAsync(server);
            await WithPostgresAsync(host, Address(server.Port, user: Locked));
        },
        ["The database does not exist"] = async host =>
        {
            var server = await SharedPostgres.GetAsync();
            await WithPostgresAsync(host, Address(server.Port, "no_bot", "postgres"));
        },
        ["The user may not create tables"] = async host =>
        {
            await using var database = await TestDatabase.CreateAsync();
            await PostgresRoles.ApplyAsync(database, PostgresDatabases.Schema);
            host.Set("Storage:Schema", PostgresDatabases.Schema);
            await WithPostgresAsync(host, database.ConnectionString(PostgresRoles.Runtime));
        },
        ["The tables of PostgreSQL were never made, and the schema mode is Validate"] = async host =>
        {
            await using var database = await TestDatabase.CreateAsync();
            host.Set("Storage:SchemaMode", "Validate");
            await WithPostgresAsync(host, database.ConnectionString());
        },
        ["Redis does not run"] = host =>
        {
            host.Build = static engine => engine.UseRedis(
                string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Loopback.FreePort()},password={MistakeHost.Secret}"));
            return host.RunAsync();
        },
        ["The password for Redis is wrong"] = async host =>
        {
            await using var redis = await RedisServer.StartAsync("--requirepass", "right");
            host.Build = engine => engine.UseRedis(options => (options.Configuration, options.ConfigurationKey, options.Timeout) =
                ($"{redis.Endpoint},password={MistakeHost.Secret}", "ConnectionStrings:Redis", EnoughForAnyMachine));
            await host.RunAsync();
        },
        ["Redis wants a password, and none is given"] = async host =>
        {
            await using var redis = await RedisServer.StartAsync("--requirepass", "right");
            host.Build = engine => engine.UseRedis(options =>
                (options.Configuration, options.Timeout) = (redis.Endpoint, EnoughForAnyMachine));
            await host.RunAsync();
        },
    };

    private static string Address(int port, string database = "postgres", string user = "bot") => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port};Database={database};Username={user};Password={MistakeHost.Secret};Timeout=5");

    private static Task WithPostgresAsync(MistakeHost host, string connection)
    {
        host.UseStore = engine => engine.UsePostgres(connection + ";Pooling=false");
        return host.RunAsync();
    }

    private static Task WithUnwritableAsync(MistakeHost host, string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here is a folder known that nobody may write to, not even root.");
        host.UseStore = engine => engine.UseSqlite(path);
        return host.RunAsync();
    }

    private static async Task MakeStoreAsync(MistakeHost host)
    {
        await host.RunAsync();
        host.Lines.Clear();
    }

    // Root may write every file, and a disk cannot be filled by a test: the connection of the writer gets the same limits.
    private static Task WithPragmaAsync(MistakeHost host, string pragma)
    {
        var clock = new SetClock();
        (host.Clock, host.Birdeye.TimeProvider) = (clock, clock.Right);
        host.Act = async services =>
        {
            await MistakeHost.CycleAsync(services);
            await services.GetRequiredKeyedService<SqliteDatabase>("").WriteAsync(
                "limit",
                (transaction, _) =>
                {
                    using var command = transaction.Connection!.CreateCommand();
                    command.CommandText = "PRAGMA " + pragma;
                    return command.ExecuteNonQuery();
                },
                MistakeHost.Cancellation);
            for (var cycle = 0; cycle < 50; cycle++)
            {
                clock.Pass(TimeSpan.FromMinutes(2));
                await MistakeHost.CycleAsync(services);
            }
        };
        return host.RunAsync();
    }

    // The shared server trusts every connection of every role but this one.
    private static async Task LockAsync(PostgresServer server)
    {
        await server.ExecuteAsync(
            $"""
            DO $$ BEGIN
                CREATE ROLE {Locked} LOGIN PASSWORD 'right';
                EXECUTE format(
                    'COPY (SELECT unnest(%L::text[])) TO %L',
                    ARRAY['host all {Locked} all scram-sha-256', 'host all all all trust', 'host replication all all trust'],
                    current_setting('hba_file'));
                PERFORM pg_reload_conf();
            END $$
            """);
        await Poll.UntilAsync(
            async () =>
            {
                await using var connection = new NpgsqlConnection(Address(server.Port, user: Locked) + ";Pooling=false");
                try
                {
                    await connection.OpenAsync(MistakeHost.Cancellation);
                    return false;
                }
                catch (PostgresException refused)
                {
                    return refused.SqlState == PostgresErrorCodes.InvalidPassword;
                }
            },
            () => "The server still trusts the role.",
            seconds: 120);
    }
}
