using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>How a variant compares with the current options on one axis of the part that was held out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AxisState>))]
internal enum AxisState
{
    /// <summary>There are too few data to compare.</summary>
    NotEnoughData,

    /// <summary>The difference is within what chance makes of equal options.</summary>
    Even,

    /// <summary>The variant is better.</summary>
    Better,

    /// <summary>The variant is worse.</summary>
    Worse,

    /// <summary>More of it is neither better nor worse.</summary>
    Informative,
}
