using BirdeyeDiscovery.Benchmarks.Stores;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Compares three ways to publish a cycle of thirty tokens with 200 candles each.</summary>
internal sealed class PublishingGroup : IRedisGroup
{
    private const int Tokens = 30;
    private const int Candles = 200;

    public string Introduction =>
        "Publishing a cycle of 30 tokens with 200 candles each: scores, candle lists, active tokens, owners, view. \"One by one\" is an awaited command for each item, a candle being one; "
        + "\"by hand\" is one pipeline that writes every list anew, without merging what is there. \"Into an empty Redis\" nothing is known to either side and all 6,000 candles go out; "
        + "in \"the first cycle of a new host\" Redis holds the lists and the host does not know it; "
        + "in \"a published cycle\" one candle of each list is new, and ours sends only the ends that differ. "
        + "All ways write the same data and make its JSON themselves. A test counts the round trips: 3 at most.";

    public async IAsyncEnumerable<StoreFigure> MeasureAsync()
    {
        await using var server = await RedisServer.StartAsync();
        var options = new RedisCacheLayerOptions { Configuration = server.Endpoint, Timeout = TimeSpan.FromSeconds(30) };
        await using var connection = new RedisConnection(options, "ours:", null, TimeProvider.System, NullLogger.Instance);
        var ours = new RedisPublisher(connection);
        var admin = await server.AdminAsync();
        var byHand = new PublishedByHand(admin);
        var cycle = 0;
        yield return new(
            "a cycle into an empty Redis, times faster than one by one",
            await PairedRatio.MeasureAsync(20, 6, NewAsync, OneByOneAsync, EmptyAsync),
            50,
            IsAtLeast: true);
        yield return new(
            "a cycle into an empty Redis, times as long as a pipeline by hand",
            (await PairedRatio.MeasureAsync(100, 20, NewAsync, PipelineAsync, EmptyAsync)).Inverse(),
            1.5,
            IsAtLeast: false);
        yield return new(
            "a pipeline by hand into an empty Redis, times faster than one by one",
            await PairedRatio.MeasureAsync(20, 2, PipelineAsync, OneByOneAsync, EmptyAsync),
            null,
            IsAtLeast: true);
        yield return new(
            "the first cycle of a new host, times as long as a pipeline by hand",
            (await PairedRatio.MeasureAsync(100, 20, NewAsync, PipelineAsync)).Inverse(),
            1.5,
            IsAtLeast: false);
        yield return new(
            "a published cycle, times faster than one by one",
            await PairedRatio.MeasureAsync(20, 2, () => PublishAsync(ours, cycle++), OneByOneAsync),
            50,
            IsAtLeast: true);
        yield return new(
            "a published cycle, times as long as a pipeline by hand",
            (await PairedRatio.MeasureAsync(100, 20, () => PublishAsync(ours, cycle++), PipelineAsync)).Inverse(),
            1.5,
            IsAtLeast: false);

        Task NewAsync() => PublishAsync(new RedisPublisher(connection), cycle++);
        Task PipelineAsync() => byHand.PipelineAsync(Cycle(cycle++));
        Task OneByOneAsync() => byHand.OneByOneAsync(Cycle(cycle++));
        Task EmptyAsync() => admin.ExecuteAsync("FLUSHALL");
    }

    private static async Task PublishAsync(RedisPublisher publisher, int number)
    {
        if (!await publisher.PublishAsync(Cycle(number), CancellationToken.None))
        {
            throw new InvalidOperationException("The cycle was not published.");
        }
    }

    private static LiveUpdate Cycle(int number)
    {
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(5 * number);
        var scores = Enumerable.Range(0, Tokens).Select(token => Score(token, number, at)).ToArray();
        return new LiveUpdate
        {
            View = new LiveView
            {
                CycleTimestamp = at,
                Outcome = CycleOutcome.Complete,
                CandidateCount = 40,
                ActiveTokens = [.. scores.Select(static score => score.Address)],
                Scores = scores
            },
            Candles =
            [.. scores.Select(score => new CandleUpdate(
                score.Symbol,
                CandleInterval.FiveMinutes,
                [.. Enumerable.Range(number, Candles).Select(Candle)]))],
            CandleOwners = scores.ToDictionary(static score => score.Symbol, static score => score.Address),
            ScoreLifetime = TimeSpan.FromSeconds(120),
            CandlesLifetime = TimeSpan.FromHours(48),
        };
    }

    private static Candle Candle(int bucket) => new(1_700_000_100L + (300L * bucket), 1.25, 1.5 + bucket, 1.125, 1.375 + bucket, 1234.5);

    private static TokenScoreView Score(int token, int number, DateTimeOffset at) => new()
    {
        Address = $"Bench{token}".PadRight(43, 'x'),
        Symbol = $"TOK{token}",
        Category = "midcap",
        Status = "active",
        TotalScore = 40 + ((token + number) % 60),
        Rank = token + 1,
        SlotRank = token + 1,
        Coverage = 1,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = at.ToUnixTimeSeconds(),
        CandlesKey = $"TOK{token}",
    };
}
