using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>How a tuning variant compares with the current options on one axis of the part that was held out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AxisState>))]
internal enum AxisState
{
    /// <summary>The data are too few to compare the tuning variant.</summary>
    NotEnoughData,

    /// <summary>The tuning variant differs by no more than chance makes equal options differ.</summary>
    Even,

    Better,

    Worse,

    /// <summary>Neither more nor less of the figure makes the tuning variant better.</summary>
    Informative,
}
