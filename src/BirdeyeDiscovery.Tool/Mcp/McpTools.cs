namespace BirdeyeDiscovery.Tool;

/// <summary>The tools of the MCP server. Each gives what the command of its name gives with <c>--json</c>.</summary>
internal static class McpTools
{
    private const string Token = """{"type":"string","description":"An address, or a symbol that one token has."}""";
    private const string Moment =
        """{"type":"string","description":"A time in UTC, a duration before the newest cycle such as 2h, latest, latest-1, """
        + """or a cycle's number."}""";

    public static IReadOnlyDictionary<string, McpTool> Create(ToolHost host) => new McpTool[]
    {
        new()
        {
            Name = "list_tokens",
            Description = "Lists the tracked tokens with status and scores, now or at a moment.",
            Arguments = Schema($"\"at\":{Moment}"),
            Answers = [typeof(TokenList)],
            AnswerAsync = async (arguments, cancelled) => await MomentAsync(host, arguments, "at", cancelled) is { } at
                ? await TokenList.ReadAsOfAsync(host, at, cancelled)
                : await TokenList.ReadAsync(host, withRemoved: false, cancelled),
        },
        new()
        {
            Name = "why",
            Description = "Says what a cycle decided on a token and why: list, gate, score with components and inputs, ranks, counters, "
                + "and the nearest change that would have decided otherwise.",
            Arguments = Schema($"\"token\":{Token},\"at\":{Moment}", "token"),
            Answers = [typeof(TokenWhy)],
            AnswerAsync = async (arguments, cancelled) => await TokenWhy.ReadAsync(
                host, arguments.Required("token"), await MomentAsync(host, arguments, "at", cancelled), cancelled),
        },
        new()
        {
            Name = "history",
            Description = "Gives scores, rejections and changes of a token in a period, by default the last day.",
            Arguments = Schema($"\"token\":{Token},\"from\":{Moment},\"to\":{Moment}", "token"),
            Answers = [typeof(TokenHistory)],
            AnswerAsync = async (arguments, cancelled) =>
            {
                var period = await PeriodAsync(host, arguments, cancelled);
                return await TokenHistory.ReadAsync(host, arguments.Required("token"), period.From, period.To, cancelled);
            },
        },
        new()
        {
            Name = "cycles",
            Description = "Lists the newest cycles with outcome, counts, calls and compute units.",
            Arguments = Schema("\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"default\":20}"),
            Answers = [typeof(McpCycles)],
            AnswerAsync = async (arguments, cancelled) =>
                await host.History.GetSnapshotsAsync(arguments.Number("limit", 20, 1, 1_000), cancelled) is { Count: > 0 } cycles
                    ? new McpCycles(cycles)
                    : throw ToolException.NoCycles(),
        },
        new()
        {
            Name = "measure",
            Description = "Measures whether higher scores were followed by higher returns: rank IC with interval and verdict, for each "
                + "horizon.",
            Arguments = Schema($"\"from\":{Moment},\"to\":{Moment}"),
            Answers = [typeof(McpReports)],
            AnswerAsync = async (arguments, cancelled) =>
            {
                var period = await PeriodAsync(host, arguments, cancelled);
                return new McpReports(
                    await ScoreMeasure.ReadAsync(host, period, new ScoreEvaluationOptions(), auditsOnly: false, cancelled));
            },
        },
        new()
        {
            Name = "replay",
            Description = "Plans past cycles again: verifies the stored rows or, with options, says which tokens would have been active.",
            Arguments = Schema($"\"set\":{{\"type\":\"object\",\"description\":\"Options by their keys, such as "
                + $"Discovery:ActiveSlots.\"}},\"from\":{Moment},\"to\":{Moment}"),
            Answers = [typeof(ReplayVerification), typeof(WhatIf)],
            AnswerAsync = async (arguments, cancelled) =>
            {
                var options = OptionValues.Read(arguments.Pairs("set"));
                var period = await PeriodAsync(host, arguments, cancelled);
                return options.Count == 0
                    ? await PastReplay.VerifyAsync(host, period, cancelled)
                    : await PastReplay.WhatIfAsync(host, options, period, cancelled);
            },
        },
    }.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);

    private static Task<Period> PeriodAsync(ToolHost host, McpArguments arguments, CancellationToken cancellationToken) =>
        Period.ReadAsync(host, arguments.Text("from"), arguments.Text("to"), cancellationToken, prefix: "");

    private static async Task<DateTimeOffset?> MomentAsync(
        ToolHost host, McpArguments arguments, string name, CancellationToken cancellationToken) =>
        arguments.Text(name) is { } text ? await Moments.ResolveCycleAsync(host, name, text, cancellationToken) : null;

    private static string Schema(string properties, params string[] required)
    {
        var names = string.Join(',', required.Select(static name => $"\"{name}\""));
        return $$"""{"type":"object","properties":{{{properties}}},"required":[{{names}}],"additionalProperties":false}""";
    }
}
