namespace BirdeyeDiscovery.Tool;

/// <summary>Reads the lifecycle events for an answer of the tool.</summary>
internal static class EventList
{
    private const int Page = 500;

    /// <summary>Reads the newest lifecycle events after a number for the tool, oldest first.</summary>
    public static async Task<IReadOnlyList<LifecycleEvent>> ReadAsync(
        ToolHost host, long after, int limit, CancellationToken cancellationToken)
    {
        var newest = new Queue<LifecycleEvent>();
        IReadOnlyList<LifecycleEvent> page;
        do
        {
            page = await host.History.GetEventsAsync(after, Page, cancellationToken);
            foreach (var item in page)
            {
                after = item.Id;
                newest.Enqueue(item);
                if (newest.Count > limit)
                {
                    newest.Dequeue();
                }
            }
        }
        while (page.Count == Page);
        return [.. newest];
    }

    public static async Task<string?> SymbolAsync(
        ToolHost host, Dictionary<string, string?> known, string address, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(address, out var symbol))
        {
            known[address] = symbol = (await host.Tokens.FindAsync(address, cancellationToken))?.Symbol;
        }

        return symbol;
    }
}
