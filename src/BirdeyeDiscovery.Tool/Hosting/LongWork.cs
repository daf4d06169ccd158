using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Shows the progress of a long command on the error stream, if that is a terminal.</summary>
internal static class LongWork
{
    /// <summary>The total of the progress that the tool's host shows of a long command when its share is known.</summary>
    public const long Whole = 1_000;

    /// <summary>Gets the progress that the tool's host shows of a long command, as a part of <see cref="Whole"/>.</summary>
    public static long Share(TimeSpan part, TimeSpan all) =>
        all <= TimeSpan.Zero ? Whole : (long)(Math.Clamp(part / all, 0, 1) * Whole);

    /// <summary>Runs the long work of a command. It reports its progress; a total of null is not known.</summary>
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

            // The progress that the tool's host shows never goes back. Cycles are read a few at a time, so an earlier one may come after a
            // later one.
            return await work(done => task.Value = Math.Max(task.Value, done));
        });
    }
}
