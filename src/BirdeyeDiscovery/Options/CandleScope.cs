using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>The candidates whose candles are read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CandleScope>))]
public enum CandleScope
{
    /// <summary>Active and entering tokens, and candidates that lack a momentum window.</summary>
    Tracked = 0,

    /// <summary>Every candidate that passed the gates.</summary>
    All = 1,
}
