using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The stage at which a candidate was rejected.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RejectionStage>))]
public enum RejectionStage
{
    /// <summary>The trending row alone led to the rejection.</summary>
    Trending = 1,

    /// <summary>The security answer led to the rejection.</summary>
    Security = 2,

    /// <summary>The market data led to the rejection.</summary>
    Market = 3,

    /// <summary>There was too little usable data.</summary>
    Data = 4,
}
