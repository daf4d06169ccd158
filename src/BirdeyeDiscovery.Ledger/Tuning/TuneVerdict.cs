using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The verdict of the held-out part on the chosen tuning variant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TuneVerdict>))]
internal enum TuneVerdict
{
    /// <summary>The tokens or windows are too few for a verdict on the variant.</summary>
    NotEnoughData,

    /// <summary>The variant is not better than the current options.</summary>
    No,

    /// <summary>The variant is better than the current options, and worse on no axis.</summary>
    Better,

    /// <summary>The variant is worse on at least one axis.</summary>
    Regression,
}
