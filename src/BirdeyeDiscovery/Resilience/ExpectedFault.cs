using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Keeps the stacks of expected faults out of warnings and errors. A fault of the surroundings, such as a store that does not answer, has
/// the same stack every time, and a console would print it below the line that says what to do.
/// </summary>
internal static partial class ExpectedFault
{
    /// <summary>
    /// Gets the exception that a warning or an error carries: null for an exception of this library, whose message says everything. Such an
    /// exception is logged at the level Debug instead.
    /// </summary>
    public static Exception? Stack(ILogger logger, EngineLabel engine, Exception failure)
    {
        if (failure.GetType().Assembly != typeof(ExpectedFault).Assembly)
        {
            return failure;
        }

        FaultStack(logger, engine, failure);
        return null;
    }

    [LoggerMessage(1028, LogLevel.Debug, "{Engine}: the stack of the fault that is logged next")]
    private static partial void FaultStack(ILogger logger, EngineLabel engine, Exception failure);
}
