namespace BirdeyeDiscovery;

/// <summary>The classes of failure of a call to the API.</summary>
public enum BirdeyeFailureKind
{
    /// <summary>The plan does not include this endpoint (the API's own 401 or 403 that speaks of permission); learned once.</summary>
    PlanRefused = 1,

    /// <summary>The month's compute units are used up (the API's own answer, mostly a 400, speaks of compute units).</summary>
    CreditsExhausted = 2,

    /// <summary>The key is missing or wrong (any other 401 of the API).</summary>
    Unauthorized = 3,

    /// <summary>A parameter was refused (any other 4xx).</summary>
    BadRequest = 4,

    /// <summary>Too many requests (429), also after waiting.</summary>
    RateLimited = 5,

    /// <summary>A fault of the server (5xx).</summary>
    Server = 6,

    /// <summary>The answer was not JSON, such as an HTML page with status 200.</summary>
    NotJson = 7,

    /// <summary>The answer was JSON that says <c>success:false</c>.</summary>
    Unsuccessful = 8,

    /// <summary>The answer was JSON of a shape that cannot be read.</summary>
    Malformed = 9,

    /// <summary>The body was larger than allowed.</summary>
    TooLarge = 10,

    /// <summary>No complete answer in time.</summary>
    Timeout = 11,

    /// <summary>The connection failed.</summary>
    Network = 12,

    /// <summary>The API answered with a redirect, which is never followed.</summary>
    Redirected = 13,

    /// <summary>Not asked: an earlier failure ended the calls of this cycle.</summary>
    CallsEnded = 14,

    /// <summary>
    /// A 401, 403, 404 or 407 that is not in the API's own envelope: a proxy, a firewall or a CDN on the way answered. It passes, and
    /// says nothing of the plan, the account or a token.
    /// </summary>
    Intercepted = 15,

    /// <summary>
    /// The account is suspended or its key refused: an endpoint that answered before refuses, several do at once, or the trending list
    /// does. It is asked again after a pause that grows, and says nothing of the plan.
    /// </summary>
    AccountRefused = 16,

    /// <summary>The market source broke its contract: it threw an exception, or left out a token that it was asked for.</summary>
    SourceFault = 17,
}
