using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>What a cycle decided on a token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenDecision>))]
public enum TokenDecision
{
    /// <summary>The token was no candidate: it was neither on the list nor active.</summary>
    NotRead = 0,

    /// <summary>A gate or missing data stopped the token, which was not active.</summary>
    Rejected = 1,

    /// <summary>The token was not read in full, because no answer could have changed a decision.</summary>
    Outranked = 2,

    /// <summary>The token was scored and did not enter.</summary>
    Skipped = 3,

    /// <summary>The token entered, or returned from a pause.</summary>
    Entered = 4,

    /// <summary>The active token stayed.</summary>
    Kept = 5,

    /// <summary>The active token was paused.</summary>
    Paused = 6,

    /// <summary>The paused token was removed.</summary>
    Removed = 7,

    /// <summary>The cycle failed and decided nothing.</summary>
    CycleFailed = 8,

    /// <summary>Only in a counterfactual: a staged cycle would have read the token in full, so its decision is not known.</summary>
    ReadInFull = 9,

    /// <summary>Only in a counterfactual or a replay: the decision depends on answers that were never read.</summary>
    Undecidable = 10,
}
