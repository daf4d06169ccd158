namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of the live view.</summary>
public sealed class CacheOptions
{
    /// <summary>Gets or sets the prefix of every key.</summary>
    /// <value>The default is empty; allowed are up to 64 printable ASCII characters without spaces.</value>
    public string KeyPrefix { get; set; } = "";

    /// <summary>Gets the lifetimes.</summary>
    public CacheTtlOptions Ttl { get; } = new();
}
