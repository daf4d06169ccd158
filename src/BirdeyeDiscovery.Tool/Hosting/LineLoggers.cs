using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tool;

/// <summary>Writes log events to the error stream of the tool, one a line.</summary>
internal sealed class LineLoggers(ToolContext context, LogLevel least) : ILoggerProvider
{
    private readonly Lock _gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(context, least, _gate);

    public void Dispose()
    {
    }

    private sealed class LineLogger(ToolContext context, LogLevel least, Lock gate) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => least != LogLevel.None && logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var word = logLevel == LogLevel.Warning ? "warning" : "error";
                lock (gate)
                {
                    context.Error.WriteLine($"{word}: {PlainText.Clean(formatter(state, exception), 1_000)}");
                }
            }
        }
    }
}
