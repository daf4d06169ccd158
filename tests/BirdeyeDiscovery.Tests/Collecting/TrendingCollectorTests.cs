namespace BirdeyeDiscovery.Tests;

public sealed class TrendingCollectorTests : IDisposable
{
    private readonly Collecting _collecting = new();

    [Fact]
    public async Task Pages_of_twenty_are_read_and_each_address_is_kept_once()
    {
        // The list moves by one while it is paged.
        _collecting.Gateway.Trending = static (offset, limit) => Page(Math.Max(0, offset - (offset / 20)), limit);
        var list = (await _collecting.ListAsync())!.Value.List;

        Assert.Equal(["Trending 0+20", "Trending 20+20", "Trending 40+10"], _collecting.Gateway.Calls);
        Assert.Equal(Enumerable.Range(0, 48).Select(Name), list.Tokens.Select(static token => token.Symbol));
    }

    [Theory]
    [InlineData(0, 19)]
    [InlineData(0, 1)]
    [InlineData(20, 3)]
    public async Task A_short_page_is_not_the_last(int shortAt, int rows)
    {
        _collecting.Gateway.Trending = (offset, limit) => Page(offset, offset == shortAt ? rows : limit);

        Assert.Equal(30 + rows, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(3, _collecting.Gateway.Calls.Count);
        Assert.Empty(_collecting.Context.Faults.ToList());
    }

    [Fact]
    public async Task A_page_without_rows_is_the_last()
    {
        _collecting.Gateway.Trending = static (offset, _) => Page(offset, offset == 0 ? 7 : 0);

        Assert.Equal(7, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(2, _collecting.Gateway.Calls.Count);
        Assert.Empty(_collecting.Context.Faults.ToList());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(14, true)]
    [InlineData(15, false)]
    [InlineData(19, false)]
    public async Task More_than_a_tenth_of_the_rows_unreadable_is_a_part_of_the_list_lost(int readable, bool isLost)
    {
        _collecting.Gateway.Trending = (offset, limit) => offset == 20
            ? Page(offset, readable) with { UnreadableRows = limit - readable }
            : Page(offset, limit);

        Assert.Equal(30 + readable, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(
            isLost ? [$"Trending: a part of the list is lost, {20 - readable} of 50 rows cannot be read"] : [],
            _collecting.Context.Faults.ToList());
        Assert.Equal(
            $"Trending: {20 - readable} rows without a usable address", Assert.Single(_collecting.Context.Faults.Warnings()));

        // Such a list is not kept for the minute.
        await _collecting.ListAsync();
        Assert.Equal(isLost ? 6 : 3, _collecting.Gateway.Calls.Count);
    }

    [Fact]
    public async Task A_page_of_which_most_rows_cannot_be_read_is_lost_however_long_the_list_is()
    {
        _collecting.Options.Discovery.TrendingLimit = 210;
        _collecting.Gateway.Trending = (offset, limit) => offset == 200 ? Page(offset, 0) with { UnreadableRows = limit } : Page(offset, limit);

        Assert.Equal(200, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(
            "Trending: a part of the list is lost, 10 of 210 rows cannot be read", Assert.Single(_collecting.Context.Faults.ToList()));
    }

    [Fact]
    public async Task An_API_that_ignores_the_offset_is_a_warning_of_the_cycle()
    {
        _collecting.Gateway.Trending = static (_, limit) => Page(0, limit);

        Assert.Equal(20, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(
            "Trending: 2 pages had no token that an earlier page did not have; 20 of 50 tokens were read",
            Assert.Single(_collecting.Context.Faults.Warnings()));
        Assert.Empty(_collecting.Context.Faults.ToList());
    }

    [Fact]
    public async Task A_page_of_known_tokens_is_not_the_last()
    {
        _collecting.Gateway.Trending = static (offset, limit) => Page(offset == 20 ? 0 : offset, limit);

        Assert.Equal(30, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(3, _collecting.Gateway.Calls.Count);
    }

    [Fact]
    public async Task A_source_that_repeats_one_page_is_asked_up_to_the_limit_only()
    {
        _collecting.Gateway.Trending = static (_, limit) => Page(0, limit);

        Assert.Equal(20, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(3, _collecting.Gateway.Calls.Count);
    }

    [Fact]
    public async Task A_failed_page_leaves_the_others_and_the_list_is_asked_for_again()
    {
        _collecting.Gateway.Trending = Page;
        _collecting.Gateway.Fails = static call => call.StartsWith("Trending 20", StringComparison.Ordinal) ? SourceFailureKind.Server : null;

        Assert.Equal(30, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal("Trending: 1 failed (Server)", Assert.Single(_collecting.Context.Faults.ToList()));
        _collecting.Gateway.Fails = static _ => null;
        Assert.Equal(50, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
    }

    [Fact]
    public async Task Within_the_minute_the_list_comes_from_the_cache_unless_another_length_is_asked_for()
    {
        _collecting.Gateway.Trending = Page;
        await _collecting.ListAsync();
        _collecting.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(50, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        Assert.Equal(3, _collecting.Gateway.Calls.Count);

        _collecting.Options.Discovery.TrendingLimit = 5;
        Assert.Equal(5, (await _collecting.ListAsync())!.Value.List.Tokens.Count);
        _collecting.Options.Discovery.TrendingLimit = 50;
        _collecting.Clock.Advance(TimeSpan.FromSeconds(61));
        await _collecting.ListAsync();
        Assert.Equal(7, _collecting.Gateway.Calls.Count);
    }

    [Fact]
    public async Task Nothing_read_is_no_list_and_is_not_kept()
    {
        Assert.Null(await _collecting.ListAsync());
        _collecting.Gateway.Trending = Page;
        Assert.NotNull(await _collecting.ListAsync());
    }

    [Fact]
    public async Task Rows_without_an_address_are_reported_and_leave_the_cycle_complete()
    {
        _collecting.Gateway.Trending = static (offset, limit) => Page(offset, limit) with { UnreadableRows = 1 };
        await _collecting.ListAsync();

        Assert.Equal("Trending: 3 rows without a usable address", Assert.Single(_collecting.Context.Faults.Warnings()));
        Assert.Empty(_collecting.Context.Faults.ToList());
    }

    public void Dispose() => _collecting.Dispose();

    private static MarketList Page(int offset, int rows) => new()
    {
        Limit = rows,
        Tokens = [.. Enumerable.Range(offset, rows).Select(static place => new MarketFacts { Address = Name(place), Symbol = Name(place) })],
    };

    private static string Name(int place) => FormattableString.Invariant($"T{place}");
}
