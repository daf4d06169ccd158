namespace BirdeyeDiscovery.Tool;

internal sealed class RebuildCacheCommand : ToolCommand
{
    public RebuildCacheCommand()
        : base(
            "rebuild-cache",
            "Publish the last stored cycle to Redis again, after it was flushed or restarted empty.",
            "rebuild-cache --redis localhost:6379")
    {
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        if (host.Place.Redis is null)
        {
            throw ToolException.Usage(
                "There is no Redis to rebuild: set --redis or ConnectionStrings__Redis. A view in memory is made by its own host.");
        }

        var rebuilt = await LiveRebuild.RunAsync(host, call.Context.Clock, call.Cancelled);
        if (call.IsJson)
        {
            return call.Json(rebuilt);
        }

        call.Console.Line(rebuilt switch
        {
            { IsPublished: false } => $"Nothing was changed: Redis has a newer cycle, that of {Figures.Time(rebuilt.Cycle)}.",
            { Scores: 0 } => $"Published the {Figures.Many(rebuilt.ActiveTokens, "active token")} of the cycle of "
                + $"{Figures.Time(rebuilt.Cycle)}. It is too old for its scores to be shown.",
            _ => $"Published the cycle of {Figures.Time(rebuilt.Cycle)}: {Figures.Many(rebuilt.ActiveTokens, "active token")}, "
                + $"{Figures.Many(rebuilt.Scores, "score")}.",
        });
        if (rebuilt.IsPublished)
        {
            call.Console.Line("Candles are read from the API again by the next cycle.");
        }

        return ExitCodes.Success;
    }
}
