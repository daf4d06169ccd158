namespace BirdeyeDiscovery.Configuration;

/// <summary>The lifetimes of the cache entries. Allowed are 1 second to 30 days.</summary>
public sealed class CacheTtlOptions
{
    /// <summary>Gets or sets the lifetime of a trending list.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan Trending { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets the lifetime of a security answer.</summary>
    /// <value>The default is 24 hours.</value>
    public TimeSpan Security { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets the lifetime of an OHLCV answer.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Ohlcv { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the lifetime of a token's market figures, which include its swap flow.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Trades { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the lifetime of a published score.</summary>
    /// <value>The default is 120 seconds.</value>
    public TimeSpan Score { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets or sets the lifetime of a candle list.</summary>
    /// <value>The default is 48 hours.</value>
    public TimeSpan Candles { get; set; } = TimeSpan.FromHours(48);
}
