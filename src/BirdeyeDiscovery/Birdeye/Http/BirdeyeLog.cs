using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// The log messages of HTTP requests to Birdeye and their failures, ids 1200 to 1299. Details are cleaned before they are passed in.
/// </summary>
internal static partial class BirdeyeLog
{
    public static void Retrying(ILogger logger, EngineLabel engine, SourceFailure failure, int retry, TimeSpan delay)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            Retrying(logger, engine, failure.Call, failure.Kind, FailureText.After(failure.Status, failure.Detail), retry, delay);
        }
    }

    public static void CallFailed(ILogger logger, EngineLabel engine, SourceFailure failure, int suppressed) =>
        CallFailed(
            logger,
            engine,
            failure.Call,
            failure.Kind,
            FailureText.After(failure.Status, failure.Detail),
            FailureText.Repeats(suppressed));

    public static void PlanRefused(ILogger logger, EngineLabel engine, SourceFailure failure) =>
        PlanRefused(
            logger,
            engine,
            failure.Call,
            failure.Call == nameof(BirdeyeEndpoint.Security)
                ? "; no new token enters without them, so take a paid plan (Lite or above), see docs/plans.md"
                : "; docs/plans.md compares the plans",
            FailureText.After(failure.Status, failure.Detail));

    public static void PlanRefusedOptional(ILogger logger, EngineLabel engine, SourceFailure failure) =>
        PlanRefusedOptional(logger, engine, failure.Call, FailureText.After(failure.Status, failure.Detail));

    public static void CallsEnded(ILogger logger, EngineLabel engine, SourceFailure failure, Func<string, string> keyPath) =>
        CallsEnded(
            logger,
            engine,
            failure.Call,
            failure.Kind,
            FailureText.After(failure.Status, failure.Detail, failure.RetryAfter),
            failure.Kind switch
            {
                SourceFailureKind.Unauthorized => $"; correct {keyPath("Birdeye:ApiKey")}",
                SourceFailureKind.CreditsExhausted => $"; {keyPath("Birdeye:ComputeUnitsPerMonth")} makes the units of a month last",
                _ => "",
            });

    public static void RowsUnreadable(
        ILogger logger, EngineLabel engine, BirdeyeEndpoint endpoint, int unreadable, int rows, int suppressed) =>
        RowsUnreadable(logger, engine, unreadable, rows, endpoint, FailureText.Repeats(suppressed));

    public static void ClockAhead(ILogger logger, EngineLabel engine, BirdeyeEndpoint endpoint, TimeSpan ahead, int suppressed) =>
        ClockAhead(logger, engine, ahead, endpoint, FailureText.Repeats(suppressed));

    public static void CandlesImpossible(
        ILogger logger, EngineLabel engine, BirdeyeEndpoint endpoint, int impossible, int rows, string address, int suppressed) =>
        CandlesImpossible(logger, engine, impossible, rows, address, endpoint, FailureText.Repeats(suppressed));

    [LoggerMessage(
        1200,
        LogLevel.Debug,
        "{Engine}: attempt {Retry} to read {Endpoint} follows in {Delay} after {Kind}{Particulars}",
        EventName = "BirdeyeRetrying")]
    private static partial void Retrying(
        ILogger logger, EngineLabel engine, string endpoint, SourceFailureKind kind, string particulars, int retry, TimeSpan delay);

    [LoggerMessage(
        1201, LogLevel.Warning, "{Engine}: {Endpoint} failed with {Kind}{Particulars}{Repeats}", EventName = "BirdeyeCallFailed")]
    private static partial void CallFailed(
        ILogger logger, EngineLabel engine, string endpoint, SourceFailureKind kind, string particulars, string repeats);

    [LoggerMessage(
        1202,
        LogLevel.Warning,
        "{Engine}: the inputs from {Endpoint} are unknown from here on, since the plan refuses it{Consequence}{Particulars}",
        EventName = "BirdeyePlanRefused")]
    private static partial void PlanRefused(ILogger logger, EngineLabel engine, string endpoint, string consequence, string particulars);

    [LoggerMessage(
        1203,
        LogLevel.Error,
        "{Engine}: {Endpoint} ended the calls of this cycle with {Kind}{Particulars}{Advice}",
        EventName = "BirdeyeCallsEnded")]
    private static partial void CallsEnded(
        ILogger logger, EngineLabel engine, string endpoint, SourceFailureKind kind, string particulars, string advice);

    [LoggerMessage(
        1204,
        LogLevel.Warning,
        "{Engine}: {Unreadable} of {Rows} rows of {Endpoint} cannot be read; the others are used.{Repeats}",
        EventName = "BirdeyeRowsUnreadable")]
    private static partial void RowsUnreadable(
        ILogger logger, EngineLabel engine, int unreadable, int rows, BirdeyeEndpoint endpoint, string repeats);

    [LoggerMessage(
        1205,
        LogLevel.Warning,
        "{Engine}: this host's clock is {Ahead} ahead of the API's, which refused {Endpoint} for a time to come; "
        + "asked again by the API's clock.{Repeats}",
        EventName = "BirdeyeClockAhead")]
    private static partial void ClockAhead(ILogger logger, EngineLabel engine, TimeSpan ahead, BirdeyeEndpoint endpoint, string repeats);

    [LoggerMessage(
        1206,
        LogLevel.Warning,
        "{Engine}: {Impossible} of {Rows} candles of {Address} from {Endpoint} are impossible and left out.{Repeats}",
        EventName = "BirdeyeCandlesImpossible")]
    private static partial void CandlesImpossible(
        ILogger logger, EngineLabel engine, int impossible, int rows, string address, BirdeyeEndpoint endpoint, string repeats);

    [LoggerMessage(
        1207, LogLevel.Information, "{Engine}: the API accepts the key again: {Endpoint} was answered", EventName = "BirdeyeResumed")]
    public static partial void Resumed(ILogger logger, EngineLabel engine, BirdeyeEndpoint endpoint);

    [LoggerMessage(
        1208,
        LogLevel.Warning,
        "{Engine}: the API refused {Endpoint} with 429 although the configured limits were kept: requests are spaced with more slack for "
        + "{Length}",
        EventName = "BirdeyeCautious")]
    public static partial void Cautious(ILogger logger, EngineLabel engine, string endpoint, TimeSpan length);

    [LoggerMessage(
        1209,
        LogLevel.Information,
        "{Engine}: the plan refuses {Endpoint}{Particulars}; a dearer endpoint is read instead",
        EventName = "BirdeyePlanLacks")]
    private static partial void PlanRefusedOptional(ILogger logger, EngineLabel engine, string endpoint, string particulars);
}
