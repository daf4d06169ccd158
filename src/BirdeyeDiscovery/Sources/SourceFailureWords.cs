namespace BirdeyeDiscovery;

/// <summary>The word of each failure that a market source can report, for telemetry and messages.</summary>
internal static class SourceFailureWords
{
    /// <summary>Gets the word for the result of a market source's call: of its failure, or that it was answered.</summary>
    public static string Of(SourceFailure? failure) => failure is null ? TelemetryWords.Answered : Of(failure.Kind);

    public static string Of(SourceFailureKind kind) => kind switch
    {
        SourceFailureKind.PlanRefused => "plan_refused",
        SourceFailureKind.CreditsExhausted => TelemetryWords.CreditsExhausted,
        SourceFailureKind.Unauthorized => TelemetryWords.Unauthorized,
        SourceFailureKind.BadRequest => "bad_request",
        SourceFailureKind.RateLimited => "rate_limited",
        SourceFailureKind.Server => "server",
        SourceFailureKind.NotJson => "not_json",
        SourceFailureKind.Unsuccessful => "unsuccessful",
        SourceFailureKind.Malformed => "malformed",
        SourceFailureKind.TooLarge => "too_large",
        SourceFailureKind.Timeout => "timeout",
        SourceFailureKind.Network => "network",
        SourceFailureKind.Redirected => "redirected",
        SourceFailureKind.CallsEnded => "calls_ended",
        SourceFailureKind.Intercepted => "intercepted",
        SourceFailureKind.AccountRefused => TelemetryWords.AccountRefused,
        SourceFailureKind.SourceFault => "source_fault",
        SourceFailureKind.BudgetRefused => "budget_refused",
        _ => TelemetryWords.Other,
    };

    /// <summary>Gets the call, the kind and the detail of a market source's failure as a text without secrets.</summary>
    public static string Describe(SourceFailure failure) =>
        failure.Detail.Length == 0 ? $"{failure.Call}: {Of(failure.Kind)}" : $"{failure.Call}: {Of(failure.Kind)} ({failure.Detail})";

    /// <summary>Gets whether a failure of the market source says that the account is not served, whatever is asked.</summary>
    public static bool IsOfAccount(SourceFailureKind kind) => kind
        is SourceFailureKind.Unauthorized
        or SourceFailureKind.CreditsExhausted
        or SourceFailureKind.AccountRefused;

    /// <summary>
    /// Gets whether a failure of the market source says something about the connection to the API, and not about one token or endpoint.
    /// </summary>
    public static bool IsOfConnection(SourceFailureKind kind) => kind
        is SourceFailureKind.RateLimited
        or SourceFailureKind.Server
        or SourceFailureKind.NotJson
        or SourceFailureKind.Timeout
        or SourceFailureKind.Network
        or SourceFailureKind.Redirected
        or SourceFailureKind.Intercepted;
}
