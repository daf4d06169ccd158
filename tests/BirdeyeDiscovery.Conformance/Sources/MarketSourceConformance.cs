using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What every <see cref="IMarketSource"/> does. An heir says how to make one that lists at least three tokens.</summary>
public abstract class MarketSourceConformance
{
    private const int Limit = 20;

    private const int CallsPerQuestion = 3;

    private static readonly SourceFailure Spent = new() { Kind = SourceFailureKind.CreditsExhausted, Call = "List", Detail = "The budget is spent." };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes a source that was not asked anything yet.</summary>
    protected abstract ValueTask<MarketSourceHarness> CreateAsync();

    [Fact]
    public async Task It_has_a_name_and_asks_for_at_least_one_token_a_call()
    {
        await using var harness = await CreateAsync();

        var info = harness.Source.Describe(harness.Options);

        Assert.False(string.IsNullOrWhiteSpace(info.Name));
        Assert.Equal(info.Name, harness.Source.Describe(harness.Options).Name);
        Assert.All([info.FactsPerCall, info.SecurityPerCall], static size => Assert.True(size >= 1));
        Assert.True(info.CallsAtOnce is null or >= 1);
        Assert.All(info.Costs.Values, static cost => Assert.True(cost >= 0));
        Assert.Contains(CandleInterval.FiveMinutes, info.CandleIntervals);
        Assert.Empty(harness.Source.RefusedCalls);
    }

    [Fact]
    public async Task Its_list_has_each_address_once_and_no_more_tokens_than_asked_for()
    {
        await using var harness = await CreateAsync();

        var addresses = await ListedAsync(harness);

        Assert.InRange(addresses.Count, 3, Limit);
        Assert.Equal(addresses.Distinct(StringComparer.Ordinal), addresses);
        Assert.All(addresses, static address => Assert.False(string.IsNullOrWhiteSpace(address)));
    }

    [Fact]
    public async Task Every_address_has_an_answer_in_calls_as_large_as_declared()
    {
        await using var harness = await CreateAsync();
        var addresses = await ListedAsync(harness);
        using var calls = Calls(harness);
        foreach (var question in Questions(harness))
        {
            var kinds = new List<ReadingKind>();
            foreach (var asked in addresses.Chunk(question.PerCall).Take(CallsPerQuestion))
            {
                var answers = await question.AskAsync(asked, calls, Ct);

                Assert.Equal(asked.Order(StringComparer.Ordinal), answers.Select(static answer => answer.Address).Order(StringComparer.Ordinal));
                Assert.All(answers, static answer => Assert.Null(answer.Failure));
                kinds.AddRange(answers.Select(static answer => answer.Kind));
            }

            // A source may list a token some minutes before it knows all of it: a new mint has no security report yet.
            Assert.Contains(ReadingKind.Value, kinds);
        }
    }

    [Fact]
    public async Task Figures_are_those_of_the_address()
    {
        await using var harness = await CreateAsync();
        using var calls = Calls(harness);
        foreach (var address in (await ListedAsync(harness)).Take(3))
        {
            var answers = await harness.Source.ReadFactsAsync([new FactsRequest { Address = address }], calls, Ct);

            Assert.Equal(address, answers[address].Value!.Address);
            if (harness.Source.Describe(harness.Options).SwapsPerCall > 0)
            {
                // Nothing is said of the swaps of a token in which none has a value.
                var sample = (await harness.Source.ReadSwapsAsync([address], calls, Ct))[address];
                Assert.Equal(address, sample.Kind == ReadingKind.Unknown ? address : sample.Value!.Address);
            }
        }
    }

    [Fact]
    public async Task An_address_that_it_does_not_know_is_unknown_and_no_failure()
    {
        await using var harness = await CreateAsync();
        using var calls = Calls(harness);
        foreach (var question in Questions(harness))
        {
            var answer = Assert.Single(await question.AskAsync([harness.UnknownAddress], calls, Ct));

            Assert.Equal((harness.UnknownAddress, true, null), (answer.Address, answer.IsUnknown, answer.Failure));
        }
    }

    [Fact]
    public async Task Cancellation_is_thrown_and_nothing_is_asked()
    {
        await using var harness = await CreateAsync();
        using var calls = Calls(harness);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Source.ReadListAsync(Limit, calls, cancelled));
        foreach (var question in Questions(harness))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question.AskAsync([harness.UnknownAddress], calls, cancelled));
        }

        Assert.Equal(0, harness.Requests);
    }

    [Fact]
    public async Task Nothing_is_asked_once_the_calls_of_the_cycle_have_ended()
    {
        await using var harness = await CreateAsync();
        using var calls = Calls(harness);
        calls.End(Spent);

        var list = await harness.Source.ReadListAsync(Limit, calls, Ct);
        Assert.True(list.Failure is not null || list.Value is { Tokens: [], Failures: not [] });
        foreach (var question in Questions(harness))
        {
            var answer = Assert.Single(await question.AskAsync([harness.UnknownAddress], calls, Ct));
            Assert.Equal((harness.UnknownAddress, true), (answer.Address, answer.Failure is not null));
        }

        Assert.Equal((0, 0), (harness.Requests, calls.Calls));
    }

    [Fact]
    public async Task Every_request_is_counted_with_what_it_costs()
    {
        await using var harness = await CreateAsync();
        var addresses = await ListedAsync(harness);
        var isFree = harness.Source.Describe(harness.Options).Costs.Values.All(static cost => cost == 0);
        foreach (var question in Questions(harness))
        {
            using var calls = Calls(harness);
            var before = harness.Requests;

            await question.AskAsync([addresses[0]], calls, Ct);

            Assert.InRange(calls.Calls, 1, int.MaxValue);
            Assert.Equal(harness.Requests - before, calls.Calls);
            Assert.Equal(isFree, calls.ComputeUnits == 0);
        }
    }

    [Fact]
    public async Task Candles_ascend_on_the_grid_of_their_interval_and_lie_within_what_was_asked_for()
    {
        await using var harness = await CreateAsync();
        var addresses = await ListedAsync(harness);
        using var calls = Calls(harness);
        var count = 0;
        foreach (var interval in harness.Source.Describe(harness.Options).CandleIntervals)
        {
            var request = new CandleRequest(addresses[0], interval, 30, harness.Clock.GetUtcNow());
            var candles = (await harness.Source.ReadCandlesAsync([request], calls, Ct))[addresses[0]].Value?.Candles ?? [];
            count += candles.Count;

            Assert.All(candles, candle => Assert.Equal(0, candle.Timestamp % (long)interval));
            Assert.All(candles, candle => Assert.InRange(candle.Timestamp, request.From, request.To.ToUnixTimeSeconds()));
            Assert.All(candles, static candle => Assert.True(
                candle.Low > 0 && candle.High >= candle.Low && candle.Volume >= 0
                && candle.Open >= candle.Low && candle.Open <= candle.High && candle.Close >= candle.Low && candle.Close <= candle.High));
            Assert.All(candles.Zip(candles.Skip(1)), static pair => Assert.True(pair.First.Timestamp < pair.Second.Timestamp));
        }

        Assert.NotEqual(0, count);
    }

    private static CallScope Calls(MarketSourceHarness harness) => new(harness.Options.Birdeye, TimeSpan.FromSeconds(10));

    private static async Task<IReadOnlyList<string>> ListedAsync(MarketSourceHarness harness)
    {
        using var calls = Calls(harness);
        var reading = await harness.Source.ReadListAsync(Limit, calls, Ct);
        Assert.Equal(ReadingKind.Value, reading.Kind);
        return [.. reading.Value!.Tokens.Select(static token => token.Address)];
    }

    /// <summary>The questions about tokens, in one form; a source without a call for swaps is not asked for them.</summary>
    private static Question[] Questions(MarketSourceHarness harness)
    {
        var (source, info) = (harness.Source, harness.Source.Describe(harness.Options));
        Question[] swaps = info.SwapsPerCall == 0 ? [] :
        [
            new(info.SwapsPerCall, async (addresses, calls, token) =>
                Answers(await source.ReadSwapsAsync(addresses, calls, token), static sample => sample.RoundTripShare is null)),
        ];
        return
        [
            .. swaps,
            new(info.FactsPerCall, async (addresses, calls, token) =>
            {
                FactsRequest[] requests = [.. addresses.Select(static address => new FactsRequest { Address = address })];
                return Answers(await source.ReadFactsAsync(requests, calls, token), static _ => false);
            }),
            new(info.SecurityPerCall, async (addresses, calls, token) =>
                Answers(await source.ReadSecurityAsync(addresses, calls, token), static _ => false)),
            new(1, async (addresses, calls, token) =>
            {
                var now = harness.Clock.GetUtcNow();
                CandleRequest[] requests = [.. addresses.Select(address => new CandleRequest(address, CandleInterval.FiveMinutes, 12, now))];
                return Answers(await source.ReadCandlesAsync(requests, calls, token), static series => series.Candles.Count == 0);
            }),
        ];
    }

    private static Answer[] Answers<T>(
        IReadOnlyDictionary<string, Reading<T>> readings, Func<T, bool> saysNothing)
        where T : class =>
        [.. readings.Select(reading => new Answer(
            reading.Key,
            reading.Value.Kind,
            reading.Value.Kind == ReadingKind.Unknown || (reading.Value.Value is { } value && saysNothing(value)),
            reading.Value.Failure))];

    private sealed record Question(int PerCall, Func<IReadOnlyList<string>, CallScope, CancellationToken, Task<Answer[]>> AskAsync);

    private sealed record Answer(string Address, ReadingKind Kind, bool IsUnknown, SourceFailure? Failure);
}
