using System.IO.Compression;
using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>The stored inputs of cycles: small where the one before is known, and readable for ever.</summary>
public sealed class CycleInputCodecTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("11", 11)]
    [InlineData("12", CycleInputCodec.DefaultQuality)]
    [InlineData("-1", CycleInputCodec.DefaultQuality)]
    [InlineData("high", CycleInputCodec.DefaultQuality)]
    [InlineData("", CycleInputCodec.DefaultQuality)]
    [InlineData(6, CycleInputCodec.DefaultQuality)]
    [InlineData(null, CycleInputCodec.DefaultQuality)]
    public void A_runtime_option_that_is_no_quality_counts_as_not_set(object? option, int quality) =>
        Assert.Equal(quality, CycleInputCodec.QualityOf(option));

    [Fact]
    public void An_hour_of_cycles_takes_a_third_of_what_each_took_alone_and_gives_every_plan_again()
    {
        CycleInputBase? known = null;
        var first = default(ReadOnlyMemory<byte>);
        var (before, now) = (0, 0);
        for (var cycle = 0; cycle < 30; cycle++)
        {
            var input = Input(cycle);
            (var block, known) = CycleInputCodec.Pack(input, known, CycleInputCodec.DefaultQuality);
            before += AsBefore(input).Length;
            now += block.Length;
            first = cycle is 0 or 16 ? block : first;

            var again = CycleReplay.Plan(CycleInputBlock.Join(block, first));

            // Half an hour is fifteen cycles.
            Assert.Equal(cycle is 0 or 16 ? null : Start.AddMinutes(cycle < 16 ? 0 : 32), CycleInputBlock.BaseOf(block));
            var plan = CyclePlanner.Plan(input, new TokenScorer(input.Options.Scoring));
            Assert.Equal(plan.Snapshot, again.Snapshot);
            Assert.Equal(plan.Scores, again.Scores);
            Assert.Equal(plan.Rejections, again.Rejections);
        }

        Assert.True(now * 3 < before, $"{now / 30} bytes a cycle, {before / 30} before.");
    }

    [Fact]
    public void The_costs_in_the_forecast_of_the_budget_come_back()
    {
        var budget = new BudgetForecast
        {
            UnitsPerMonth = 5_000_000,
            Spent = 1_200,
            ResetsAt = Start,
            ExpectedAtReset = 4_913_000,
            Stretch = new BudgetStretch { TrendingLimit = 50 },
            Costs = new CycleCosts { Cycle = 1000.5, LongCandles = 20, Audit = 2200, Tracked = 500, Cycles = 7 },
        };

        var read = CycleInputCodec.Unpack(CycleInputCodec.Pack(Input(0) with { Budget = budget }));

        Assert.Equal(budget, read.Budget);
    }

    /// <summary>A whole block has no end marker, and the decoder gives its content in pieces of 64 KB or more.</summary>
    [Fact]
    public void An_input_of_any_length_comes_back_whole()
    {
        for (var candidates = 40; candidates <= 400; candidates += 15)
        {
            var input = Input(0) with { Candidates = [.. Enumerable.Range(0, candidates).Select(static number => Long(number))] };

            var read = CycleInputCodec.Unpack(CycleInputCodec.Pack(input));

            Assert.Equal(
                input.Candidates.Select(static facts => (facts.Address, facts.Name, facts.LiquidityUsd)),
                read.Candidates.Select(static facts => (facts.Address, facts.Name, facts.LiquidityUsd)));
        }

        static CandidateFacts Long(int number)
        {
            var random = new Random(number);
            return Candidates.Token($"T{number}", random.NextDouble() * 100, 1, random.NextDouble() * 1e6) with
            {
                Name = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next('a', 'z'))]),
                BuyVolume24hUsd = random.NextDouble() * 1e7,
                SellVolume24hUsd = random.NextDouble() * 1e7,
                Change1hPercent = random.NextDouble() * 30,
            };
        }
    }

    [Fact]
    public void A_block_of_the_first_version_is_read_for_ever()
    {
        var input = Input(3);

        var read = CycleInputCodec.Unpack(AsBefore(input));

        Assert.Equal(input.Candidates[7].LiquidityUsd, read.Candidates[7].LiquidityUsd);
        Assert.Equal(input.CycleTimestamp, read.CycleTimestamp);
    }

    [Theory]
    [InlineData("2026-05-01T12:30:01Z")]
    [InlineData("2026-05-01T11:58:00Z")]
    [InlineData("2026-06-01T00:00:00Z")]
    public void Neither_an_old_input_nor_one_of_another_month_nor_a_later_one_is_built_on(string time)
    {
        var (_, known) = CycleInputCodec.Pack(Input(0), null);

        var (block, next) = CycleInputCodec.Pack(Input(1) with { CycleTimestamp = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) }, known);

        Assert.Null(CycleInputBlock.BaseOf(block));
        Assert.NotSame(known, next);
    }

    [Fact]
    public void An_input_that_has_nothing_of_the_one_before_stands_by_itself()
    {
        var (_, known) = CycleInputCodec.Pack(Input(0), null);

        var (block, _) = CycleInputCodec.Pack(Input(1, market: 7), known);

        Assert.Null(CycleInputBlock.BaseOf(block));
    }

    [Fact]
    public void Without_the_block_it_builds_on_a_block_says_which_that_is()
    {
        var (_, known) = CycleInputCodec.Pack(Input(0), null);
        var (block, _) = CycleInputCodec.Pack(Input(1), known);

        var alone = Assert.Throws<InvalidDataException>(() => CycleReplay.Plan(CycleInputBlock.Join(block, default)));

        Assert.Contains("2026-05-01T12:00:00", alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_joined_with_another_than_its_own_is_no_input()
    {
        var (_, known) = CycleInputCodec.Pack(Input(0), null);
        var (block, _) = CycleInputCodec.Pack(Input(1), known);
        var (other, _) = CycleInputCodec.Pack(Input(9, market: 7), null);

        Assert.Throws<InvalidDataException>(() => CycleReplay.Plan(CycleInputBlock.Join(block, other)));
        Assert.Throws<InvalidDataException>(() => CycleReplay.Plan(block[..15]));
    }

    private static byte[] AsBefore(CycleInput input)
    {
        using var block = new MemoryStream();
        using (var brotli = new BrotliStream(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(brotli, input, CycleInputJson.Input);
        }

        return block.ToArray();
    }

    // What differs between two cycles is what differs in a market: figures and times, not tokens, names and what is known of their
    // security.
    private static CycleInput Input(int cycle, int market = 1)
    {
        var options = new BirdeyeDiscoveryOptions();
        var scorer = new TokenScorer(options.Scoring);
        return new CycleInput
        {
            CycleTimestamp = Start.AddMinutes(2 * cycle),
            Chain = "solana",
            Options = options,
            ScoreVersion = scorer.Version,
            OptionsHash = scorer.OptionsHash,
            State = CycleState.Empty,
            Candidates = [.. Enumerable.Range(0, 50).Select(token => Facts(cycle, token, market))],
            ListRead = true,
            Epoch = 1,
        };
    }

#pragma warning disable CA5394 // Figures of a test that comes out the same each time.
    private static CandidateFacts Facts(int cycle, int token, int market)
    {
        var lasting = new Random((market * 1000) + token);
        var (address, now) = (Address(lasting), new Random((market * 1_000_000) + (token * 1000) + cycle));
        var (buys, sells) = (lasting.NextDouble() * 1e6 * (1 + (now.NextDouble() / 50)), lasting.NextDouble() * 1e6 * (1 + (now.NextDouble() / 50)));
        var time = Start.AddMinutes(2 * cycle);
        return new CandidateFacts
        {
            Address = address,
            Symbol = $"SYM{token}",
            Name = $"Token number {token}",
            ListPosition = (token + cycle) % 50,
            LiquidityUsd = lasting.NextDouble() * 1e6 * (1 + (now.NextDouble() / 50)),
            Volume24hUsd = buys + sells,
            FdvUsd = lasting.NextDouble() * 1e7 * (1 + (now.NextDouble() / 50)),
            Change5mPercent = now.NextDouble() * 10,
            Change1hPercent = now.NextDouble() * 20,
            Change24hPercent = now.NextDouble() * 100,
            BuyVolume24hUsd = buys,
            SellVolume24hUsd = sells,
            Buys24h = lasting.Next(5000) + now.Next(20),
            Sells24h = lasting.Next(5000) + now.Next(20),
            Buys1h = now.Next(200),
            Sells1h = now.Next(200),
            UniqueWallets24h = lasting.Next(3000) + now.Next(10),
            RoundTripShare = lasting.NextDouble() * .2,
            LastTradeAt = time.AddSeconds(-now.Next(120)),
            Security = new SecurityFacts
            {
                MutableMetadata = lasting.Next(2) == 0,
                TransferFee = 0,
                Top10Share = lasting.NextDouble() * .4,
                CreatorShare = lasting.NextDouble() * .05,
                CreatedAt = Start.AddDays(-lasting.Next(2, 90)),
            },
            SecurityAsked = true,
            MarketAsked = true,
            ListAsOf = time.AddMilliseconds(300),
            MarketAsOf = time.AddMilliseconds(300 + now.Next(20_000)),
            SecurityAsOf = Start.AddSeconds(-lasting.Next(3600)),
        };
    }

    private static string Address(Random random) => new(random.GetItems("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".AsSpan(), 44));
#pragma warning restore CA5394
}
