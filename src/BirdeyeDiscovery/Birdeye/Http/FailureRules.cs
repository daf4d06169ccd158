using System.Net;

namespace BirdeyeDiscovery;

/// <summary>What a status and its message mean. The vendor's wording changes, so only single words are looked for.</summary>
internal static class FailureRules
{
    public const int MaxDetailLength = 200;

    public static BirdeyeFailureKind KindOf(HttpStatusCode status, string message) => (int)status switch
    {
        >= 300 and < 400 => BirdeyeFailureKind.Redirected,
        400 when Says(message, "compute unit") => BirdeyeFailureKind.CreditsExhausted,
        401 => SpeaksOfPlan(message) ? BirdeyeFailureKind.PlanRefused : BirdeyeFailureKind.Unauthorized,
        403 => BirdeyeFailureKind.PlanRefused,
        408 => BirdeyeFailureKind.Timeout,
        429 => BirdeyeFailureKind.RateLimited,
        >= 400 and < 500 => BirdeyeFailureKind.BadRequest,
        _ => BirdeyeFailureKind.Server,
    };

    public static bool IsTransient(BirdeyeFailureKind kind) => kind
        is BirdeyeFailureKind.RateLimited
        or BirdeyeFailureKind.Server
        or BirdeyeFailureKind.NotJson
        or BirdeyeFailureKind.Timeout
        or BirdeyeFailureKind.Network;

    /// <summary>Whether no other call of the cycle can fare better.</summary>
    public static bool EndsCalls(BirdeyeFailureKind kind) => kind is BirdeyeFailureKind.CreditsExhausted or BirdeyeFailureKind.Unauthorized;

    public static bool SpeaksOfPlan(string message) => Says(message, "suspended") || Says(message, "permission") || Says(message, "upgrade");

    /// <summary>Cleans a text that came from outside; should it quote the key, the key goes.</summary>
    public static string Detail(string? raw, ApiKey? key) =>
        LabelText.Clean(key is null || raw is null ? raw : KeyRedaction.Apply(raw, key), MaxDetailLength);

    private static bool Says(string message, string word) => message.Contains(word, StringComparison.OrdinalIgnoreCase);
}
