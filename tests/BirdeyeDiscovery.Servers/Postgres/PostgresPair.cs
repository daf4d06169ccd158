using System.Globalization;

namespace BirdeyeDiscovery.Servers;

/// <summary>A primary and its standby.</summary>
public sealed class PostgresPair : IAsyncDisposable
{
    private PostgresPair(PostgresServer primary, PostgresServer standby) => (Primary, Standby) = (primary, standby);

    public PostgresServer Primary { get; }

    public PostgresServer Standby { get; }

    /// <summary>Gets both, in the form of a connection string's host.</summary>
    public string Hosts => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Primary.Port},127.0.0.1:{Standby.Port}");

    /// <summary>Starts a standby for a server.</summary>
    /// <exception cref="ServerMissingException">PostgreSQL is not installed; the calling test is skipped or fails.</exception>
    public static async Task<PostgresPair> CreateAsync(PostgresServer primary)
    {
        var pair = new PostgresPair(primary, await primary.CreateStandbyAsync());
        await pair.UntilAsync("SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'", "the standby follows");
        return pair;
    }

    /// <summary>Lets commits wait until the standby has them, from now on.</summary>
    public async Task SynchronizeAsync()
    {
        await ConfigureAsync(Primary, "synchronous_standby_names = '*'");
        await UntilAsync("SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'", "the standby is synchronous");
    }

    /// <summary>Waits until the standby has all that was committed, and cuts it off from what comes.</summary>
    public async Task CutOffAsync()
    {
        await UntilAsync("SELECT bool_and(replay_lsn >= pg_current_wal_lsn()) FROM pg_stat_replication", "the standby has everything");
        await ConfigureAsync(Standby, "primary_conninfo = ''");
        await UntilAsync("SELECT count(*) = 0 FROM pg_stat_replication", "the standby is cut off");
    }

    /// <summary>Makes the standby a primary; it takes writes when this returns.</summary>
    public async Task PromoteAsync()
    {
        await Standby.ExecuteAsync("SELECT pg_promote(true, 30)");
        await Poll.UntilAsync(async () => await Standby.ExecuteAsync("SELECT pg_is_in_recovery()") is false, () => "The standby was not promoted.");
    }

    /// <summary>Changes a setting of a running server.</summary>
    public static async Task ConfigureAsync(PostgresServer server, string setting)
    {
        await server.ExecuteAsync($"ALTER SYSTEM SET {setting}");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>Ends the standby; the primary is its maker's.</summary>
    public ValueTask DisposeAsync() => Standby.DisposeAsync();

    private Task UntilAsync(string sql, string what) => Poll.UntilAsync(async () => await Primary.ExecuteAsync(sql) is true, () => $"In vain it was waited until {what}.");
}
