using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The phases of a running cycle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CyclePhase>))]
public enum CyclePhase
{
    /// <summary>Taking leadership and reading the state.</summary>
    Starting = 0,

    /// <summary>Reading the trending list.</summary>
    Trending = 1,

    /// <summary>Reading security answers.</summary>
    Security = 2,

    /// <summary>Reading market data and swaps.</summary>
    Market = 3,

    /// <summary>Reading candles.</summary>
    Candles = 4,

    /// <summary>Scoring, ranking and planning.</summary>
    Planning = 5,

    /// <summary>Writing to the store.</summary>
    Committing = 6,

    /// <summary>Publishing the live view.</summary>
    Publishing = 7,
}
