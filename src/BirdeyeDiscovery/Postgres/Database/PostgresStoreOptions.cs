namespace BirdeyeDiscovery.Configuration;

/// <summary>
/// Represents the settings of the PostgreSQL store. <see cref="StorageOptions"/> sets the schema and its initialization at start.
/// </summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Gets or sets the connection string in the format of Npgsql. A URI is refused; the error shows the format to use.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the <c>NpgsqlDataSource</c> of the host's container is used. The string is never logged.
    /// </value>
    /// <remarks>
    /// If the string names several hosts, as in <c>Host=a,b</c>, the store uses the one that takes writes, whatever
    /// <c>Target Session Attributes</c> says.
    /// </remarks>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets the configuration key under which the user of the host sets <see cref="ConnectionString"/>. Messages name this key.
    /// </summary>
    /// <value>The default is <c>Postgres:ConnectionString</c>.</value>
    public string ConnectionStringKey { get; set; } = "Postgres:ConnectionString";

    /// <summary>Gets or sets the key of the host's <c>NpgsqlDataSource</c> in its container, if it has one.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the data source without a key. Ignored if <see cref="ConnectionString"/> is set.
    /// </value>
    public object? DataSourceKey { get; set; }

    /// <summary>
    /// Gets or sets the time limit of a statement, in real time. The wait for a lock takes at most half as long, a whole call at most twice
    /// as long.
    /// </summary>
    /// <value>The default is 30 seconds; the range is 1 second to 10 minutes.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets a value indicating whether a connection to another machine must be encrypted and its certificate verified.
    /// </summary>
    /// <value>The default is <see langword="false"/>: a connection that does not enforce this is reported once as a warning.</value>
    public bool RequireEncryption { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a host that reads the feed keeps one connection on which PostgreSQL notifies it of new
    /// events (LISTEN).
    /// </summary>
    /// <value>
    /// The default is <see langword="true"/>. Behind a pooler, with a pool of fewer than 4 connections, or with a data source that
    /// multiplexes, the feed polls regardless of this setting.
    /// </value>
    public bool ListenForEvents { get; set; } = true;
}
