using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>What the part that was held out says of the chosen variant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TuneVerdict>))]
internal enum TuneVerdict
{
    /// <summary>There are too few tokens or windows for a verdict.</summary>
    NotEnoughData,

    /// <summary>It is not better than the current options.</summary>
    No,

    /// <summary>It is better than the current options, and worse on no axis.</summary>
    Better,

    /// <summary>It is worse on at least one axis.</summary>
    Regression,
}
