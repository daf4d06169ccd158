using Npgsql;

namespace BirdeyeDiscovery.Servers;

/// <summary>Connection strings to servers, poolers and proxies of this machine.</summary>
public static class PostgresConnection
{
    public static string To(int port, string database = "postgres", string user = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = user,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        MaxPoolSize = 20,
    }.ConnectionString;
}
