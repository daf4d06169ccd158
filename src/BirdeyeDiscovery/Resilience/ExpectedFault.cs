using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Keeps the stacks of expected faults out of warnings and errors. A fault of the surroundings, such as a store that does not answer, has
/// the same stack every time, and a console would print it below the line that says what to do.
/// </summary>
internal static partial class ExpectedFault
{
    /// <summary>
    /// Gets the exception that a warning or an error carries: null for an expected fault, whose message says what to do. Its stack is
    /// logged at the level Debug instead. A store that refused what it was sent, and every other exception, keep their stack.
    /// </summary>
    public static Exception? Stack(ILogger logger, EngineLabel engine, Exception failure) =>
        Stack(logger, engine, failure, failure is DiscoveryStoreException { IsDefect: false });

    /// <summary>Gets the exception that a warning or an error carries, by the caller's own judgement.</summary>
    public static Exception? Stack(ILogger logger, EngineLabel engine, Exception failure, bool isExpected)
    {
        if (!isExpected)
        {
            return failure;
        }

        FaultStack(logger, engine, failure);
        return null;
    }

    [LoggerMessage(1028, LogLevel.Debug, "{Engine}: the stack of the fault that is logged next")]
    private static partial void FaultStack(ILogger logger, EngineLabel engine, Exception failure);
}
