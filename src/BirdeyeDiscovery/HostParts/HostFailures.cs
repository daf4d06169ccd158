using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Logs exceptions of the parts that the host supplies (scorer, strategy policy) with their stack, and the same one once a minute at most.
/// </summary>
internal sealed partial class HostFailures(string engine, ILogger logger, TimeProvider clock)
{
    private readonly RepeatedFailures _failures = new(clock);

    /// <summary>Logs an exception of a part that the host supplies.</summary>
    /// <param name="part">What the part is to the engine.</param>
    /// <param name="type">The host's type.</param>
    /// <param name="failure">The exception.</param>
    public void Report(string part, string type, Exception failure)
    {
        if (_failures.Allows(failure, out var suppressed))
        {
            HostPartFailed(logger, engine, part, type, FailureText.Cause(failure), FailureText.Repeats(suppressed), failure);
        }
    }

    [LoggerMessage(1021, LogLevel.Error, "{Engine}: the host's {Part} {Type} threw {Cause} Correct it where the stack shows.{Repeats}")]
    private static partial void HostPartFailed(
        ILogger logger, EngineLabel engine, string part, string type, string cause, string repeats, Exception failure);
}
