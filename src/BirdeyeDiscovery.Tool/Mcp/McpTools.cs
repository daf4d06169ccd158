namespace BirdeyeDiscovery.Tool;

/// <summary>The tools of the server. Each gives what the command of its name gives with <c>--json</c>.</summary>
internal static class McpTools
{
    private const string Token = """{"type":"string","description":"An address, or a symbol that one token has."}""";
    private const string Moment =
        """
        {"type":"string","description":"A time in UTC, a duration before the newest cycle such as 2h, latest, latest-1, or a cycle's number."}
        """;

    public static IReadOnlyDictionary<string, McpTool> Create(ToolHost host) => new McpTool[]
    {
        new(
            "list_tokens",
            "Lists the tracked tokens with status and scores, now or at a moment.",
            Schema($"\"at\":{Moment}"),
            async (arguments, cancelled) => JsonOutput.Text(await MomentAsync(host, arguments, "at", cancelled) is { } at
                ? await TokenList.ReadAsOfAsync(host, at, cancelled)
                : await TokenList.ReadAsync(host, withRemoved: false, cancelled))),
        new(
            "why",
            "Says what a cycle decided on a token and why: list, gate, score with components and inputs, ranks, counters, and the "
                + "nearest change that would have decided otherwise.",
            Schema($"\"token\":{Token},\"at\":{Moment}", "token"),
            async (arguments, cancelled) => JsonOutput.Text(await TokenWhy.ReadAsync(
                host, arguments.Required("token"), await MomentAsync(host, arguments, "at", cancelled), cancelled))),
        new(
            "history",
            "Gives scores, rejections and changes of a token in a period, by default the last day.",
            Schema($"\"token\":{Token},\"from\":{Moment},\"to\":{Moment}", "token"),
            async (arguments, cancelled) =>
            {
                var period = await PeriodAsync(host, arguments, cancelled);
                return JsonOutput.Text(await TokenHistory.ReadAsync(host, arguments.Required("token"), period.From, period.To, cancelled));
            }),
        new(
            "cycles",
            "Lists the newest cycles with outcome, counts, calls and compute units.",
            Schema("\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"default\":20}"),
            async (arguments, cancelled) => JsonOutput.Text(
                await host.History.GetSnapshotsAsync(arguments.Number("limit", 20, 1, 1_000), cancelled))),
        new(
            "measure",
            "Measures whether higher scores were followed by higher returns: rank IC with interval and verdict, for each horizon.",
            Schema($"\"from\":{Moment},\"to\":{Moment}"),
            async (arguments, cancelled) =>
            {
                var (from, to) = await (await PeriodAsync(host, arguments, cancelled)).BoundsAsync(host, cancelled);
                return JsonOutput.Text(await ScoreEvaluation.MeasureAsync(
                    ScoreEvaluation.ReadAsync(host.History, from, to, cancelled), cancellationToken: cancelled));
            }),
        new(
            "replay",
            "Plans past cycles again: verifies the stored rows or, with options, says which tokens would have been active.",
            Schema($"\"set\":{{\"type\":\"object\",\"description\":\"Options by their keys, such as "
                + $"Discovery:ActiveSlots.\"}},\"from\":{Moment},\"to\":{Moment}"),
            (arguments, cancelled) => ReplayAsync(host, arguments, cancelled)),
    }.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);

    private static async Task<string> ReplayAsync(ToolHost host, McpArguments arguments, CancellationToken cancellationToken)
    {
        var options = OptionValues.Read(arguments.Pairs("set"));
        var period = await PeriodAsync(host, arguments, cancellationToken);
        var replayer = host.Get<ICycleReplayer>();
        return options.Count == 0
            ? JsonOutput.Text(await replayer.VerifyAsync(period.From, period.To, cancellationToken))
            : JsonOutput.Text(await WhatIf.RunAsync(replayer, options, period, static _ => { }, cancellationToken));
    }

    private static Task<Period> PeriodAsync(ToolHost host, McpArguments arguments, CancellationToken cancellationToken) =>
        Period.ReadAsync(host, arguments.Text("from"), arguments.Text("to"), cancellationToken);

    private static async Task<DateTimeOffset?> MomentAsync(
        ToolHost host, McpArguments arguments, string name, CancellationToken cancellationToken) =>
        arguments.Text(name) is { } text ? await Moments.ResolveAsync(host, name, text, cancellationToken) : null;

    private static string Schema(string properties, params string[] required)
    {
        var names = string.Join(',', required.Select(static name => $"\"{name}\""));
        return $$"""{"type":"object","properties":{{{properties}}},"required":[{{names}}],"additionalProperties":false}""";
    }
}
