namespace BirdeyeDiscovery;

/// <summary>The size class of a token; it decides the default strategy.</summary>
public enum TokenCategory
{
    /// <summary>Fully diluted value and liquidity of the largest.</summary>
    Bluechip = 1,

    /// <summary>In between.</summary>
    Midcap = 2,

    /// <summary>The rest, also when the fully diluted value is not known.</summary>
    Emerging = 3,
}
