using System.Net;

namespace BirdeyeDiscovery;

/// <summary>
/// Derives the kind of a failure from the HTTP status and its message. The vendor's wording changes, so only single words are matched.
/// </summary>
internal static class FailureRules
{
    public const int MaxDetailLength = 200;

    /// <summary>Gets the kind of failure of an HTTP response that is not a success.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isOfApi">Whether the response has the API's own envelope; no other response says anything about the account, its plan
    /// or a token.</param>
    /// <param name="message">The message.</param>
    public static SourceFailureKind KindOf(HttpStatusCode status, bool isOfApi, string message) => (int)status switch
    {
        >= 300 and < 400 => SourceFailureKind.Redirected,
        >= 400 and < 500 when isOfApi && SpeaksOfCredits(message) => SourceFailureKind.CreditsExhausted,
        401 or 403 or 404 or 405 or 407 or 410 or 451 when !isOfApi => SourceFailureKind.Intercepted,
        401 or 403 when SpeaksOfSuspension(message) && !SpeaksOfPlan(message) => SourceFailureKind.AccountRefused,
        401 => SpeaksOfPlan(message) ? SourceFailureKind.PlanRefused : SourceFailureKind.Unauthorized,
        403 => SpeaksOfPlan(message) ? SourceFailureKind.PlanRefused : SourceFailureKind.AccountRefused,
        408 => SourceFailureKind.Timeout,
        429 => SourceFailureKind.RateLimited,
        >= 400 and < 500 => SourceFailureKind.BadRequest,
        _ => SourceFailureKind.Server,
    };

    public static bool IsTransient(SourceFailureKind kind) => kind
        is SourceFailureKind.RateLimited
        or SourceFailureKind.Server
        or SourceFailureKind.NotJson
        or SourceFailureKind.Intercepted
        or SourceFailureKind.Timeout
        or SourceFailureKind.Network;

    /// <summary>
    /// Gets whether the failure of a request means that Birdeye did not answer: there was no connection, no answer in time, an answer of a
    /// proxy or firewall, or the request was not sent because an earlier failure had ended the calls of the cycle.
    /// </summary>
    public static bool IsWithoutAnswer(SourceFailureKind kind) => kind
        is SourceFailureKind.Network
        or SourceFailureKind.Timeout
        or SourceFailureKind.Intercepted
        or SourceFailureKind.CallsEnded;

    /// <summary>Gets whether no other call of the cycle can succeed.</summary>
    public static bool EndsCalls(SourceFailureKind kind) => kind is SourceFailureKind.CreditsExhausted or SourceFailureKind.Unauthorized;

    /// <summary>Gets the failure for a request that is not sent to the API, because the address of the token is not valid.</summary>
    public static SourceFailure BadAddress(BirdeyeEndpoint endpoint) =>
        new(SourceFailureKind.BadRequest, endpoint, null, "not asked: the address is not 1 to 64 letters and digits");

    /// <summary>Gets the failed reading for a request to the API whose answer has no known shape.</summary>
    public static Reading<T> Malformed<T>(BirdeyeEndpoint endpoint, string problem, DateTimeOffset asOf)
        where T : class =>
        Reading<T>.Failed(new SourceFailure(SourceFailureKind.Malformed, endpoint, 200, problem), asOf);

    /// <summary>Gets whether the plan or the account refused a request.</summary>
    public static bool IsRefusal(SourceFailureKind kind) => kind is SourceFailureKind.PlanRefused or SourceFailureKind.AccountRefused;

    /// <summary>
    /// Gets whether a plan may lack an endpoint of the API without a loss, because a dearer endpoint has the same figures.
    /// </summary>
    public static bool IsOptional(BirdeyeEndpoint endpoint) => endpoint
        is BirdeyeEndpoint.TradeData
        or BirdeyeEndpoint.TradeDataMultiple
        or BirdeyeEndpoint.MarketDataMultiple;

    /// <summary>Gets whether another endpoint replaces this one when it is refused.</summary>
    public static bool HasSubstitute(BirdeyeEndpoint endpoint, BirdeyeOptions options) =>
        options.Enrichment == EnrichmentSource.Cheapest && IsOptional(endpoint);

    public static bool SpeaksOfPlan(string message) =>
        Says(message, "permission") || Says(message, "upgrade");

    public static bool SpeaksOfSuspension(string message) => Says(message, "suspend");

    public static bool SpeaksOfCredits(string message) => Says(message, "compute unit");

    /// <summary>Cleans the text of an API failure that came from outside, and removes the key if the text quotes it.</summary>
    public static string Detail(string? raw, ApiKey? key) =>
        LabelText.Clean(key is null || raw is null ? raw : KeyRedaction.Apply(raw, key), MaxDetailLength);

    private static bool Says(string message, string word) => message.Contains(word, StringComparison.OrdinalIgnoreCase);
}
