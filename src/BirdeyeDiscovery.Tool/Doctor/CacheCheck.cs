namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that Redis answers and shows a fresh view, if there is one.</summary>
internal static class CacheCheck
{
    private const string Name = "cache";

    public static async Task<Finding> RunAsync(ToolHost host, CancellationToken cancellationToken)
    {
        if (host.Place.Redis is null)
        {
            return Finding.Ok(Name, "No Redis is configured; the live view is kept in the memory of the host.");
        }

        var view = await host.Get<ILiveReader>().GetViewAsync(cancellationToken);
        return view switch
        {
            { Kind: LiveAnswerKind.Unavailable } => Finding.Fault(
                Name, "Redis does not answer.", "Check that it runs, and its connection string. Discovery goes on without it."),
            { Kind: LiveAnswerKind.Missing } => Finding.Warning(
                Name, "Redis answers and shows no cycle.", "Run birdeye-discovery rebuild-cache, or wait for the next cycle."),
            { IsStale: true } => Finding.Warning(
                Name, $"Redis shows the cycle of {Figures.Time(view.AsOf!.Value)}, which is too old.", "Check that a host runs and leads."),
            _ => Finding.Ok(Name, $"Redis shows the cycle of {Figures.Time(view.AsOf!.Value)}."),
        };
    }
}
