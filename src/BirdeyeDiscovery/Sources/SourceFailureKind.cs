using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>The kinds of failure of a call to the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceFailureKind>))]
public enum SourceFailureKind
{
    /// <summary>
    /// The plan does not include this endpoint (the API's own 401 or 403 that mentions permission); asked again after growing pauses.
    /// </summary>
    PlanRefused = 1,

    /// <summary>
    /// The month's compute units are used up (the API's own answer, usually a 400, mentions compute units). No request is
    /// sent for a pause that grows from 1 to 30 minutes.
    /// </summary>
    CreditsExhausted = 2,

    /// <summary>The key is missing or wrong (any other 401 of the API).</summary>
    Unauthorized = 3,

    /// <summary>The API rejected a parameter (any other 4xx).</summary>
    BadRequest = 4,

    /// <summary>There were too many requests (429), even after waiting.</summary>
    RateLimited = 5,

    /// <summary>The server failed (5xx).</summary>
    Server = 6,

    /// <summary>The answer was not JSON, such as an HTML page with status 200.</summary>
    NotJson = 7,

    /// <summary>The answer was JSON that says <c>success:false</c>.</summary>
    Unsuccessful = 8,

    /// <summary>The answer was JSON of an unknown shape.</summary>
    Malformed = 9,

    /// <summary>The body was larger than allowed.</summary>
    TooLarge = 10,

    /// <summary>There was no complete answer in time.</summary>
    Timeout = 11,

    /// <summary>The connection failed.</summary>
    Network = 12,

    /// <summary>The API answered with a redirect, which is never followed.</summary>
    Redirected = 13,

    /// <summary>The call was not sent: an earlier failure ended the calls of this cycle.</summary>
    CallsEnded = 14,

    /// <summary>
    /// A 401, 403, 404 or 407 is not in the API's own envelope: a proxy, a firewall or a CDN on the way answered. The failure is temporary
    /// and says nothing about the plan, the account or a token.
    /// </summary>
    Intercepted = 15,

    /// <summary>
    /// The account is suspended or its key refused: the answer says so or is a 403 that does not mention the plan, an endpoint that
    /// answered before refuses, several endpoints refuse at once, or the trending list refuses. The call is retried after a growing pause,
    /// and the failure says nothing about the plan.
    /// </summary>
    AccountRefused = 16,

    /// <summary>The market source broke its contract: it threw an exception, or left out a token that it was asked for.</summary>
    SourceFault = 17,

    /// <summary>
    /// <c>Birdeye:ComputeUnitsPerMonth</c> does not allow the request: the month's units are used up, or the store that counts them did not
    /// answer. Nothing was sent.
    /// </summary>
    BudgetRefused = 18,
}
