namespace BirdeyeDiscovery.Tests;

/// <summary>What a source that breaks its contract does to a cycle: its tokens fail, and the cycle goes on.</summary>
public sealed class BrokenSourceTests : IDisposable
{
    private readonly Collecting _collecting = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_source_that_throws_fails_the_tokens_that_it_was_asked_for(int perCall)
    {
        var source = new BatchSource { PerCall = perCall, Breaks = static (question, _) => question == "security" ? throw new FormatException("a secret") : false };

        var facts = await _collecting.CollectFromAsync(source, "A", "B", "C");

        Assert.All(facts.Values, static candidate => Assert.Equal(["Security"], candidate.FailedCalls));
        Assert.Equal(
            ["Security: 3 failed (SourceFault)", "Security: The market source 'Batch' threw FormatException."],
            _collecting.Context.Faults.ToList());
    }

    [Fact]
    public async Task A_token_that_is_left_out_fails_and_the_others_have_their_answers()
    {
        var source = new BatchSource { PerCall = 3, Breaks = static (question, address) => question == "facts" && address.StartsWith('B') };

        var facts = await _collecting.CollectFromAsync(source, "A", "B", "C");

        Assert.Contains("Facts", facts["B"].FailedCalls);
        Assert.Equal((7.0, null, 7.0), (facts["A"].Change5mPercent, facts["B"].Change5mPercent, facts["C"].Change5mPercent));
        Assert.Empty(facts["A"].FailedCalls);
        Assert.Contains("Facts: The market source 'Batch' left out tokens that it was asked for.", _collecting.Context.Faults.ToList());
    }

    [Fact]
    public async Task A_time_out_of_the_source_is_no_cancellation_of_the_cycle()
    {
        var source = new BatchSource { Breaks = static (question, _) => question == "security" ? throw new TaskCanceledException() : false };

        var facts = await _collecting.CollectFromAsync(source, "A");

        Assert.Equal(["Security"], facts["A"].FailedCalls);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_fails_the_list()
    {
        await _collecting.CollectFromAsync(new BatchSource());

        var reading = await SourceGuard.ListAsync(
            _collecting.Context, new MarketSourceInfo { Name = "Own" }, static () => throw new FormatException(), TestContext.Current.CancellationToken);

        Assert.Equal(SourceFailureKind.SourceFault, reading.Failure!.Kind);
    }

    [Fact]
    public async Task A_token_that_is_listed_twice_counts_once_and_the_list_is_not_whole()
    {
        await _collecting.CollectFromAsync(new BatchSource());
        MarketFacts[] rows = [new() { Address = "a", LiquidityUsd = 1 }, new() { Address = "b" }, new() { Address = "a", LiquidityUsd = 2 }];
        var list = Reading<MarketList>.Of(new MarketList { Limit = 3, Tokens = rows }, Candidates.Start);

        var reading = await SourceGuard.ListAsync(
            _collecting.Context, new MarketSourceInfo { Name = "Own" }, () => ValueTask.FromResult(list), TestContext.Current.CancellationToken);

        Assert.Equal([("a", 1.0), ("b", null)], reading.Value!.Tokens.Select(static token => (token.Address, token.LiquidityUsd)));
        Assert.Equal(["The market source 'Own' listed tokens more than once."], reading.Value.Faults);
    }

    public void Dispose() => _collecting.Dispose();
}
