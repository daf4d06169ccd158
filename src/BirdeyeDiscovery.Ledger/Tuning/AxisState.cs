using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>How a tuning variant compares with the current options on one axis of the part that was held out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AxisState>))]
internal enum AxisState
{
    /// <summary>The data are too few to compare the variant.</summary>
    NotEnoughData,

    /// <summary>The difference of the variant is within what chance makes of equal options.</summary>
    Even,

    Better,

    Worse,

    /// <summary>More or less of this figure makes the variant neither better nor worse.</summary>
    Informative,
}
