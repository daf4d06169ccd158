using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log events of the budget of compute units.</summary>
internal static partial class BudgetLog
{
    [LoggerMessage(1050, LogLevel.Information, "{Engine}: {Budget}")]
    public static partial void BudgetStretched(ILogger logger, EngineLabel engine, BudgetForecast budget);

    [LoggerMessage(
        1051,
        LogLevel.Error,
        "{Engine}: the compute units of the month are used up: no request is sent before {ResetsAt:O}; "
        + "tracked tokens stay as they are")]
    public static partial void BudgetUsedUp(ILogger logger, EngineLabel engine, DateTimeOffset resetsAt);

    [LoggerMessage(
        1052,
        LogLevel.Information,
        "{Engine}: a month of the budget begins, with {Units} compute units until {ResetsAt:O}")]
    public static partial void BudgetBegins(ILogger logger, EngineLabel engine, long units, DateTimeOffset resetsAt);

    [LoggerMessage(
        1053,
        LogLevel.Warning,
        "{Engine}: the store did not confirm what a cycle spent; all that was reserved for it counts as spent: {Cause}")]
    public static partial void BudgetNotSettled(ILogger logger, EngineLabel engine, string cause, Exception? failure);
}
