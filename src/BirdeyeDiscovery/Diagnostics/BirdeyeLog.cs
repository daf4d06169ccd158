using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The messages of the gateway, ids 1200 to 1299. Details are cleaned before they come here.</summary>
internal static partial class BirdeyeLog
{
    [LoggerMessage(1200, LogLevel.Debug, "{Endpoint} failed with {Kind} (status {Status}); attempt {Retry} follows in {Delay}.", EventName = "BirdeyeRetrying")]
    public static partial void Retrying(ILogger logger, BirdeyeEndpoint endpoint, BirdeyeFailureKind kind, int? status, int retry, TimeSpan delay);

    [LoggerMessage(1201, LogLevel.Warning, "{Endpoint} failed with {Kind} (status {Status}): {Detail} ({Suppressed} like it not shown.)", EventName = "BirdeyeCallFailed")]
    public static partial void CallFailed(ILogger logger, BirdeyeEndpoint endpoint, BirdeyeFailureKind kind, int? status, string detail, int suppressed);

    [LoggerMessage(1202, LogLevel.Warning, "The plan refuses {Endpoint} (status {Status}): {Detail} Its inputs are unknown from here on.", EventName = "BirdeyePlanRefused")]
    public static partial void PlanRefused(ILogger logger, BirdeyeEndpoint endpoint, int? status, string detail);

    [LoggerMessage(1203, LogLevel.Error, "{Endpoint} ended the calls of this cycle with {Kind} (status {Status}, wait {RetryAfter}): {Detail}", EventName = "BirdeyeCallsEnded")]
    public static partial void CallsEnded(ILogger logger, BirdeyeEndpoint endpoint, BirdeyeFailureKind kind, int? status, string detail, TimeSpan? retryAfter);

    [LoggerMessage(1204, LogLevel.Warning, "{Unreadable} of {Rows} rows of {Endpoint} cannot be read; the others are used. ({Suppressed} like it not shown.)", EventName = "BirdeyeRowsUnreadable")]
    public static partial void RowsUnreadable(ILogger logger, BirdeyeEndpoint endpoint, int unreadable, int rows, int suppressed);
}
