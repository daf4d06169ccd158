using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The length of a candle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CandleInterval>))]
public enum CandleInterval
{
    /// <summary>Five minutes, <c>5m</c>.</summary>
    FiveMinutes = 300,

    /// <summary>One hour, <c>1h</c> (<c>1H</c> at the API).</summary>
    OneHour = 3600,

    /// <summary>One day, <c>1d</c> (<c>1D</c> at the API).</summary>
    OneDay = 86400,
}
