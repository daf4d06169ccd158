namespace BirdeyeDiscovery.Testing;

/// <summary>The texts of the faults by which the local Birdeye refuses a request, as observed on the real API.</summary>
internal static class StandardMessages
{
    public const string PlanRefused =
        "Your API key is either suspended or lacks sufficient permissions to access this resource. "
        + "Please check your account status or upgrade to a higher plan.";

    public const string CreditsExhausted = "Compute units usage limit exceeded";

    public static string Of(int status) => status switch
    {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        429 => "Too many requests",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    };
}
