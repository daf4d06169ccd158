namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of the durable store.</summary>
public sealed class StorageOptions
{
    /// <summary>Gets or sets the schema, where the store has schemas.</summary>
    /// <value>The default is <c>public</c>; allowed is <c>^[a-z_][a-z0-9_]{0,62}$</c>.</value>
    public string Schema { get; set; } = "public";

    /// <summary>Gets or sets what happens to the schema at start.</summary>
    /// <value>The default is <see cref="SchemaMode.Apply"/>.</value>
    public SchemaMode SchemaMode { get; set; } = SchemaMode.Apply;

    /// <summary>Gets or sets how long leadership lasts without renewal, in real time: the store counts it.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 1 hour. It is renewed at a third; at two thirds a cycle asks the API no more.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how far this host's clock may be off the store's (PostgreSQL: the database's time; SQLite: the time that the API's answers tell) for this
    /// host to lead. Where the database's time differs and the API's agrees with the host, the host is right.
    /// </summary>
    /// <value>The default is 1 minute; allowed are 0 (clocks are not compared, for a simulated clock) to 1 hour.</value>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets for how many months score rows, rejections and cycle inputs are kept; everything else is kept for ever.</summary>
    /// <value>The default is 13; allowed are 0 (for ever) to 1,200.</value>
    public int KeepHistoryMonths { get; set; } = 13;
}
