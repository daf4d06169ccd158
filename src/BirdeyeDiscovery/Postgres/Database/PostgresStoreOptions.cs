namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of the PostgreSQL store. The schema and what happens to it at start are <see cref="StorageOptions"/>.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Gets or sets the connection string, in Npgsql's form; a URI is refused with the form in which to write it.</summary>
    /// <value>The default is <see langword="null"/>: the <c>NpgsqlDataSource</c> of the host's container is used. It is never logged.</value>
    /// <remarks>Of several hosts, as in <c>Host=a,b</c>, the one that takes writes is used, whatever its <c>Target Session Attributes</c> say.</remarks>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets under which key the host's user sets <see cref="ConnectionString"/>; messages name it.</summary>
    /// <value>The default is <c>Postgres:ConnectionString</c>.</value>
    public string ConnectionStringKey { get; set; } = "Postgres:ConnectionString";

    /// <summary>Gets or sets the key of the host's <c>NpgsqlDataSource</c> in its container, where it has one.</summary>
    /// <value>The default is <see langword="null"/>: the data source without a key. Ignored with a <see cref="ConnectionString"/>.</value>
    public object? DataSourceKey { get; set; }

    /// <summary>Gets or sets how long a statement may take, in real time; a lock is waited for half as long, and a whole call takes at most twice as long.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets a value indicating whether a connection to another machine must be encrypted and its certificate checked.</summary>
    /// <value>The default is <see langword="false"/>: a connection that need not be is reported once as a warning.</value>
    public bool RequireEncryption { get; set; }

    /// <summary>Gets or sets a value indicating whether a host that follows the feed keeps one connection on which PostgreSQL tells it of new events (LISTEN).</summary>
    /// <value>The default is <see langword="true"/>. Behind a pooler, or with a pool of fewer than 4 connections, the feed polls whatever this says.</value>
    public bool ListenForEvents { get; set; } = true;
}
