using System.CommandLine;
using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents one call of a command of the tool.</summary>
internal sealed class ToolCall(ParseResult parsed, SharedOptions shared, ToolContext context, CancellationToken cancellationToken)
{
    public ToolContext Context => context;

    public IAnsiConsole Console => context.Console;

    public CancellationToken Cancelled => cancellationToken;

    public ToolSettings Settings => shared.Read(parsed);

    /// <summary>Gets whether the command has the option <c>--json</c>.</summary>
    public bool IsJson => parsed.GetResult(shared.Json) is not null && parsed.GetValue(shared.Json);

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>Opens the store for a command about one chain.</summary>
    /// <exception cref="ToolException">There is no store, or it has several chains and none is named.</exception>
    public Task<ToolHost> OpenAsync(HostChange? change = null) =>
        OwnChain.OpenAsync(context, Settings, change ?? new HostChange(), cancellationToken);

    /// <summary>Opens the store for a command about all chains.</summary>
    public async Task<ToolHost> OpenWholeAsync()
    {
        var host = ToolHost.Create(context, Settings);
        try
        {
            await host.OpenAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the answer of a command as JSON.</summary>
    public int Json<T>(T answer, int exitCode = ExitCodes.Success)
    {
        context.Output.WriteLine(JsonOutput.Text(answer, context.IsOutputTerminal));
        return exitCode;
    }

    /// <summary>The call of a command writes one item of a list as JSON, on a line of its own.</summary>
    public void JsonLine<T>(T answer) => context.Output.WriteLine(JsonOutput.Text(answer));

    public async Task<DateTimeOffset?> MomentAsync(ToolHost host, Option<string> option) =>
        Value(option) is { } text ? await Moments.ResolveCycleAsync(host, option.Name, text, cancellationToken) : null;

    public Task<T> LongAsync<T>(string what, long? total, Func<Action<long>, Task<T>> work) =>
        LongWork.RunAsync(context, what, total, work);

    /// <summary>Runs a command's read of the cycles of a period, and shows on a terminal how much of the period has been read.</summary>
    public async Task<T> ReadAsync<T>(ToolHost host, string what, Period period, Func<Task<T>> work)
    {
        if (!context.IsErrorTerminal)
        {
            return await work();
        }

        var (from, to) = await period.ReadEndsAsync(host, cancellationToken);
        return await LongWork.RunAsync(context, what, LongWork.Whole, async report =>
        {
            host.Reads.CycleRead = time => report(LongWork.Share(time - from, to - from));
            try
            {
                return await work();
            }
            finally
            {
                host.Reads.CycleRead = null;
            }
        });
    }
}
