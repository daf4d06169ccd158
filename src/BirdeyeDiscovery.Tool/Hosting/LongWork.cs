using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Shows the progress of long work on the error stream, if that is a terminal.</summary>
internal static class LongWork
{
    /// <summary>Runs the work. It reports how much is done; a total of null is not known.</summary>
    public static async Task<T> RunAsync<T>(ToolContext context, string what, long? total, Func<Action<long>, Task<T>> work)
    {
        if (!context.IsErrorTerminal)
        {
            return await work(static _ => { });
        }

        return await context.ErrorConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask(Spectre.Console.Markup.Escape(what), maxValue: Math.Max(1, total ?? 1));
            task.IsIndeterminate = total is null;
            return await work(done => task.Value = done);
        });
    }
}
