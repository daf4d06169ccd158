using Xunit;

namespace BirdeyeDiscovery.Conformance;

public abstract partial class CacheLayerConformance
{
    /// <summary>Gets names that an attacker could choose, as far as they reach a key.</summary>
    public static TheoryData<string> HostileNames { get; } =
    [
        "BONK:5m", "*", "a b", "\"; FLUSHALL", "\r\nDEL score:x\r\n", "\u0000", "\u202Eevil", "💣", "discovery:view", "score:" + Mint, new string('x', 5_000),
    ];

    [Fact]
    public async Task New_candles_are_appended_and_the_open_one_is_replaced()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (1, 2.5), (3, 4))), Ct);
        Assert.Equal(
            [CacheSamples.At(0, 1), CacheSamples.At(1, 2.5), CacheSamples.At(3, 4)],
            await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
    }

    [Fact]
    public async Task A_row_off_the_grid_goes_into_its_bucket_and_an_impossible_one_into_none()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2), (2, 3))), Ct);
        var running = CacheSamples.At(2, 4) with { Timestamp = CacheSamples.At(2, 0).Timestamp + 123 };
        var impossible = CacheSamples.At(1, 9) with { High = 8 };
        var update = new CandleUpdate("BONK", CandleInterval.FiveMinutes, [impossible, running]);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(update), Ct);
        Assert.Equal(
            [CacheSamples.At(0, 1), CacheSamples.At(1, 2), CacheSamples.At(2, 4)],
            await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
    }

    [Fact]
    public async Task Older_history_goes_in_front()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (5, 5), (6, 6))), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (1, 1), (2, 2), (5, 5.5))), Ct);
        Assert.Equal(
            [1, 2, 5.5, 6],
            (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
    }

    [Fact]
    public async Task The_newest_part_of_a_history_is_appended_where_nothing_is_missing_before_it()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 1))), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (3, 3), (4, 4)) with { From = CacheSamples.At(2, 1).Timestamp }), Ct);
        Assert.Equal([1, 1, 3, 4], (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
    }

    [Fact]
    public async Task The_newest_part_of_a_history_is_left_out_where_something_may_be_missing_before_it()
    {
        await using var harness = await CreateAsync();
        var part = CacheSamples.FiveMinutes("BONK", (8, 8), (9, 9)) with { From = CacheSamples.At(8, 1).Timestamp };
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(part), Ct);
        Assert.False(await harness.ExistsAsync("candles:BONK:5m"));

        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (6, 6))), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(part), Ct);
        Assert.Equal([1, 6], (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
    }

    [Fact]
    public async Task Any_updates_leave_what_merging_them_in_memory_would()
    {
        await using var harness = await CreateAsync();
        var random = new Random(7);
        IReadOnlyList<Candle> expected = [];
        for (var round = 0; round < 60; round++)
        {
            var first = random.Next(0, 900);
            var incoming = Enumerable.Range(first, random.Next(1, 40))
                .Where(_ => random.Next(5) > 0)
                .Select(bucket => CacheSamples.At(bucket, random.Next(1, 4)))
                .ToArray();
            await harness.Layer.PublishAsync(CacheSamples.WithCandles(new CandleUpdate("BONK", CandleInterval.FiveMinutes, incoming)), Ct);
            expected = incoming.Length == 0 ? expected : Joined(expected, incoming);
            Assert.Equal(expected, await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        }
    }

    [Fact]
    public async Task The_owners_of_lists_are_known_as_published()
    {
        await using var harness = await CreateAsync();
        Assert.Empty((await harness.Layer.GetCandleOwnersAsync(Ct))!);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles() with { CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint, ["WIF"] = OtherMint } }, Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(), Ct);
        Assert.Equal(
            [("BONK", Mint), ("WIF", OtherMint)],
            (await harness.Layer.GetCandleOwnersAsync(Ct))!.Select(owner => (owner.Key, owner.Value)).Order());

        await harness.Layer.PublishAsync(CacheSamples.WithCandles() with { CandleOwners = new Dictionary<string, string> { ["WIF"] = OtherMint } }, Ct);
        Assert.Equal("WIF", Assert.Single((await harness.Layer.GetCandleOwnersAsync(Ct))!).Key);
        Assert.True(await harness.ExistsAsync(CacheKeys.CandleOwners));
    }

    [Fact]
    public async Task What_lies_beyond_the_span_is_dropped()
    {
        await using var harness = await CreateAsync();
        var all = Enumerable.Range(0, 700).Select(bucket => (bucket, 1.0)).ToArray();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", all[..400])), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", all[300..])), Ct);
        var candles = await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct);
        Assert.Equal(576, candles.Count);
        Assert.Equal(CacheSamples.At(124, 1).Timestamp, candles[0].Timestamp);
        Assert.Equal(CacheSamples.At(699, 1).Timestamp, candles[^1].Timestamp);
    }

    [Fact]
    public async Task Intervals_of_one_name_are_lists_of_their_own()
    {
        await using var harness = await CreateAsync();
        var hour = new CandleUpdate("BONK", CandleInterval.OneHour, [CacheSamples.At(0, 9)]);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1)), hour), Ct);
        Assert.Equal(1, Assert.Single(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Close);
        Assert.Equal(9, Assert.Single(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.OneHour, Ct)).Close);
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.OneDay, Ct));
        Assert.Empty(await harness.Layer.GetCandlesAsync("bonk", CandleInterval.FiveMinutes, Ct));
    }

    [Fact]
    public async Task A_list_lives_48_hours_from_its_last_candle()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1))), Ct);
        await harness.AdvanceAsync(TimeSpan.FromHours(47));
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (1, 1))), Ct);
        await harness.AdvanceAsync(TimeSpan.FromHours(47));
        Assert.Equal(2, (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Count);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK")), Ct);
        await harness.AdvanceAsync(TimeSpan.FromHours(1.1));
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.False(await harness.ExistsAsync("candles:BONK:5m"));
    }

    [Fact]
    public async Task A_change_of_owner_leaves_nothing_of_the_former_one()
    {
        await using var harness = await CreateAsync();
        var hour = new CandleUpdate("BONK", CandleInterval.OneHour, [CacheSamples.At(0, 9)]);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2)), hour), Ct);
        await harness.Layer.PublishAsync(
            CacheSamples.WithCandles(
                CacheSamples.FiveMinutes("BONK", (1, 70)) with { Replace = true },
                CacheSamples.FiveMinutes(Mint, (0, 1), (1, 2)) with { Replace = true }) with
            {
                DroppedCandleKeys = ["BONK"],
            },
            Ct);
        Assert.Equal([70], (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.OneHour, Ct));
        Assert.Equal([1, 2], (await harness.Layer.GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
    }

    [Fact]
    public async Task Replacing_writes_the_list_anew()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (5, 5)) with { Replace = true }), Ct);
        Assert.Equal(5, Assert.Single(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Close);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK") with { Replace = true }), Ct);
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_hostile_name_reaches_its_own_list_only(string name)
    {
        await using var harness = await CreateAsync();
        var cycle = CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint), CacheSamples.Score(OtherMint, name));
        await harness.Layer.PublishAsync(cycle with { Candles = [CacheSamples.FiveMinutes("BONK", (0, 1)), CacheSamples.FiveMinutes(name, (7, 7))] }, Ct);

        Assert.Equal(1, Assert.Single(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Close);
        Assert.Equal(7, Assert.Single(await harness.Layer.GetCandlesAsync(name, CandleInterval.FiveMinutes, Ct)).Close);
        Assert.Equal(CacheSamples.Score(Mint), await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Equal(name, (await harness.Layer.GetScoreAsync(OtherMint, Ct))!.Symbol);
        Assert.Equal(2, (await harness.Layer.GetViewAsync(Ct))!.Scores.Count);

        await harness.Layer.PublishAsync(CacheSamples.WithCandles() with { DroppedCandleKeys = [name] }, Ct);
        Assert.Empty(await harness.Layer.GetCandlesAsync(name, CandleInterval.FiveMinutes, Ct));
        Assert.Single(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.Equal(CacheSamples.Score(Mint), await harness.Layer.GetScoreAsync(Mint, Ct));
    }

    // The newest 576 buckets of five minutes; of two candles of one bucket the later one.
    private static List<Candle> Joined(IReadOnlyList<Candle> existing, IReadOnlyList<Candle> incoming)
    {
        List<Candle> all = [.. existing.ExceptBy(incoming.Select(static candle => candle.Timestamp), static candle => candle.Timestamp), .. incoming];
        var newest = all.Max(static candle => candle.Timestamp);
        return [.. all.Where(candle => candle.Timestamp > newest - (576 * 300)).OrderBy(static candle => candle.Timestamp)];
    }
}
