namespace BirdeyeDiscovery;

/// <summary>The stage at which a candidate was rejected.</summary>
public enum RejectionStage
{
    /// <summary>On the trending row alone.</summary>
    Trending = 1,

    /// <summary>On the security answer.</summary>
    Security = 2,

    /// <summary>On the market data.</summary>
    Market = 3,

    /// <summary>For lack of usable data.</summary>
    Data = 4,
}
