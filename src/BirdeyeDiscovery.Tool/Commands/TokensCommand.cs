using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class TokensCommand : ToolCommand
{
    private readonly Option<string> _at = Flag<string>("--at", "TIME", $"The list as it stood then: {Moments.Allowed}.");
    private readonly Option<bool> _all = Switch("--all", "Show removed tokens, too.");
    private readonly Option<bool> _addresses = Switch("--addresses", "Show the whole addresses instead of the components.");

    public TokensCommand()
        : base("tokens", "Show the tracked tokens with their scores.", "tokens", "tokens --at 2h", "tokens --addresses", "tokens --json")
    {
        Command.Add(_at);
        Command.Add(_all);
        Command.Add(_addresses);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        var list = await call.MomentAsync(host, _at) is { } moment
            ? await TokenList.ReadAsOfAsync(host, moment, call.Cancelled)
            : await TokenList.ReadAsync(host, call.Value(_all), call.Cancelled);
        if (call.IsJson)
        {
            return call.Json(list);
        }

        TokensText.Write(call.Console, list, host.Place.Name, call.Value(_addresses));
        return ExitCodes.Success;
    }
}
