namespace BirdeyeDiscovery;

/// <summary>Represents the settings of the SQLite store.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>Gets or sets the path of the database file. Its directory is created when the schema is applied.</summary>
    /// <value>The default is <c>./data/discovery.db</c>. In-memory databases and connection strings are refused.</value>
    public string Path { get; set; } = "./data/discovery.db";

    /// <summary>Gets or sets how long a call waits for another process that writes to the file.</summary>
    /// <value>The default is 5 seconds; the range is 1 second to 10 minutes, in whole seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
