namespace BirdeyeDiscovery.Tests;

public sealed class MarketReadsTests : IDisposable
{
    private readonly Collecting _collecting = new();
    private readonly BatchSource _source = new() { PerCall = 3 };

    [Fact]
    public async Task Misses_travel_together_and_hits_not_at_all()
    {
        await _collecting.CollectFromAsync(_source, "B");
        _source.Calls.Clear();

        var facts = await _collecting.CollectFromAsync(_source, "A", "B", "C", "D", "E");

        Assert.Equal(["security A C", "security D E", "facts A C", "facts D E"], _source.Calls);
        Assert.All(facts.Values, static candidate => Assert.Equal((7, true), (candidate.Change5mPercent, candidate.Security is not null)));
    }

    [Fact]
    public async Task A_chunk_that_is_cached_as_a_whole_asks_nothing()
    {
        await _collecting.CollectFromAsync(_source, "A", "B", "C");
        _source.Calls.Clear();

        await _collecting.CollectFromAsync(_source, "A", "B", "C");

        Assert.Empty(_source.Calls);
    }

    [Fact]
    public async Task Answers_of_another_source_are_never_served()
    {
        await _collecting.CollectFromAsync(_source, "A");
        var other = new BatchSource { Name = "Other" };

        await _collecting.CollectFromAsync(other, "A");

        Assert.Equal(["security A", "facts A"], other.Calls);
    }

    [Fact]
    public void Another_source_is_another_options_hash()
    {
        var options = new BirdeyeDiscoveryOptions();

        Assert.Equal(OptionsHash.Of(options), OptionsHash.Of(options, "Birdeye"));
        Assert.NotEqual(OptionsHash.Of(options), OptionsHash.Of(options, "Other"));
    }

    public void Dispose() => _collecting.Dispose();
}
