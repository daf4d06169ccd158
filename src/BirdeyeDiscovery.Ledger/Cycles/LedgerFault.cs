using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The reasons why a question about the past has no answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerFault>))]
public enum LedgerFault
{
    /// <summary>The store has no cycle.</summary>
    NoCycles = 1,

    /// <summary>The time is before the first cycle.</summary>
    BeforeFirstCycle = 2,

    /// <summary>The input of the cycle is not stored: retention dropped it, or an older version wrote the cycle.</summary>
    NoStoredInput = 3,

    /// <summary>The input of the cycle cannot be read by this version.</summary>
    UnreadableInput = 4,

    /// <summary>The cycle is of another chain than the engine that asks.</summary>
    OtherChain = 5,

    /// <summary>The text is neither an address nor the symbol of a known token.</summary>
    UnknownToken = 6,
}
