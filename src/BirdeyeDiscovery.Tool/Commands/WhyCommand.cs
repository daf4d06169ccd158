using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class WhyCommand : ToolCommand
{
    private readonly Argument<string> _token = TokenArgument();
    private readonly Option<string> _at = Flag<string>("--at", "TIME", $"The cycle: {Moments.Allowed}. Default: the newest cycle.");
    private readonly Option<string> _versus = Flag<string>("--versus", "TOKEN", "Another token to compare with.");

    public WhyCommand()
        : base(
            "why",
            "Say why a cycle picked a token or did not, and what would have changed that.",
            "why So11111111111111111111111111111111111111112",
            "why So11111111111111111111111111111111111111112 --at latest-1",
            "why So11111111111111111111111111111111111111112 --versus JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN",
            "why So11111111111111111111111111111111111111112 --json")
    {
        Command.Add(_token);
        Command.Add(_at);
        Command.Add(_versus);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        var at = await call.MomentAsync(host, _at);
        if (call.Value(_versus) is { } other)
        {
            if (string.IsNullOrWhiteSpace(other) || string.IsNullOrWhiteSpace(call.Value(_token)))
            {
                throw ToolException.Usage("A token is empty; allowed is an address or a symbol.");
            }

            await TokenFinder.CheckAddressAsync(host, call.Value(_token), call.Cancelled);
            await TokenFinder.CheckAddressAsync(host, other, call.Cancelled);
            var comparison = await TokenFinder.WithStatusesAsync(
                host,
                async () => await host.Get<IDiscoveryExplainer>().CompareTokensAsync(call.Value(_token), other, at, call.Cancelled),
                call.Cancelled);
            if (call.IsJson)
            {
                return call.Json(comparison);
            }

            VersusText.Write(call.Console, comparison);
            return ExitCodes.Success;
        }

        var why = await TokenWhy.ReadAsync(host, call.Value(_token), at, call.Cancelled);
        if (call.IsJson)
        {
            return call.Json(why);
        }

        WhyText.Write(call.Console, why);
        return ExitCodes.Success;
    }
}
