namespace BirdeyeDiscovery.Servers;

/// <summary>One server for all tests of a process, started by the first that asks; it ends with the process.</summary>
public static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.CreateAsync());
    private static readonly Lazy<Task<PgBouncer>> Pooler = new(async () => await PgBouncer.StartAsync((await Server.Value).Port, PostgresRoles.All));

    /// <exception cref="ServerMissingException">PostgreSQL is not installed; the calling test is skipped or fails.</exception>
    public static Task<PostgresServer> GetAsync() => Server.Value;

    /// <summary>Gets a transaction pooler in front of the server.</summary>
    /// <exception cref="ServerMissingException">PostgreSQL or PgBouncer is not installed; the calling test is skipped or fails.</exception>
    public static Task<PgBouncer> GetPoolerAsync() => Pooler.Value;
}
