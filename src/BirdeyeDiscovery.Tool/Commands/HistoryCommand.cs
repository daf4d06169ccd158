using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class HistoryCommand : ToolCommand
{
    private readonly Argument<string> _token = TokenArgument();
    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The start: {Moments.Allowed}. Default: a day before the end.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The end, in the same form. Default: the newest cycle.");

    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "The most rows to show. JSON has all.",
        DefaultValueFactory = static _ => 30,
    };

    public HistoryCommand()
        : base(
            "history",
            "Show the scores, rejections and changes of a token, newest first.",
            "history So11111111111111111111111111111111111111112",
            "history So11111111111111111111111111111111111111112 --from 7d --limit 100",
            "history So11111111111111111111111111111111111111112 --from 7d --to latest-1 --json")
    {
        Command.Add(_token);
        Command.Add(_from);
        Command.Add(_to);
        Command.Add(_limit);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        Limits.Check(_limit, call.Value(_limit), 1, 100_000);
        await using var host = await call.OpenAsync();
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var history = await TokenHistory.ReadAsync(host, call.Value(_token), period.From, period.To, call.Cancelled);
        if (call.IsJson)
        {
            return call.Json(history);
        }

        HistoryText.Write(call.Console, history, call.Value(_limit));
        return ExitCodes.Success;
    }
}
