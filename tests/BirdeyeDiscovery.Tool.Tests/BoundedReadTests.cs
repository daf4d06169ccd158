namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>What a command reads does not grow with what the store has kept since its first cycle.</summary>
public sealed class BoundedReadTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Fact]
    public async Task The_list_of_now_does_not_read_the_feed()
    {
        CountedCalls? calls = null;
        await using var host = ToolHost.Create(Context(Ledger.Folder), new ToolSettings(), new HostChange
        {
            History = whole =>
            {
                (var counted, calls) = CountedCalls.Of(whole);
                return counted;
            },
        });
        await host.OpenAsync(TestContext.Current.CancellationToken);

        var list = await TokenList.ReadAsync(host, withRemoved: true, TestContext.Current.CancellationToken);

        Assert.NotEmpty(list.Tokens);
        Assert.DoesNotContain(nameof(IDiscoveryHistory.GetEventsAsync), calls!.Counts.Keys);
        Assert.DoesNotContain(nameof(IDiscoveryHistory.GetSnapshotsAfterAsync), calls.Counts.Keys);
        Assert.InRange(calls.Counts.Values.Sum(), list.Tokens.Count, (3 * list.Tokens.Count) + 1);
    }

    [Fact]
    public async Task Each_token_has_its_status_since_the_event_that_gave_it()
    {
        await using var host = ToolHost.Create(Context(Ledger.Folder), new ToolSettings());
        await host.OpenAsync(TestContext.Current.CancellationToken);
        var expected = await host.Get<IMembershipHistory>().GetTrackedAsOfAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);

        var list = await TokenList.ReadAsync(host, withRemoved: false, TestContext.Current.CancellationToken);

        Assert.Equal(
            expected.Select(static token => (token.Address, token.Since)),
            list.Tokens.OrderBy(static token => token.Address, StringComparer.Ordinal).Select(static token => (token.Address, token.Since!.Value)));
    }
}
