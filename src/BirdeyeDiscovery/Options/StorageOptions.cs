namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of the durable store.</summary>
public sealed class StorageOptions
{
    /// <summary>Gets or sets the schema, if the store has schemas.</summary>
    /// <value>The default is <c>public</c>; allowed is <c>^[a-z_][a-z0-9_]{0,62}$</c>.</value>
    public string Schema { get; set; } = "public";

    /// <summary>Gets or sets how the schema is treated at start.</summary>
    /// <value>The default is <see cref="SchemaMode.Apply"/>.</value>
    public SchemaMode SchemaMode { get; set; } = SchemaMode.Apply;

    /// <summary>Gets or sets how long the lease lasts without renewal, in real time as the store measures it.</summary>
    /// <value>
    /// The default is 30 seconds; allowed are 1 second to 1 hour. The lease is renewed after a third of it; after two thirds without
    /// renewal, a cycle sends no more requests to the API.
    /// </value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how far this host's clock may differ from the store's for this host to lead (PostgreSQL: the database's time; SQLite:
    /// the time in the API's answers). If the database's time differs but the API's agrees with the host, the host's clock counts as right.
    /// </summary>
    /// <value>The default is 1 minute; allowed are 0 (clocks are not compared, for a simulated clock) to 1 hour.</value>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets for how many months score rows, rejections and cycle inputs are kept; everything else is kept forever.
    /// </summary>
    /// <value>The default is 13; allowed are 0 (forever) to 1,200.</value>
    public int KeepHistoryMonths { get; set; } = 13;
}
