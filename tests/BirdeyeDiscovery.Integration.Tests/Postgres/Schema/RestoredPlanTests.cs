using System.Text.Json;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Dump, drop, restore: the next cycle plans exactly as it would have.</summary>
public sealed class RestoredPlanTests
{
    private const int Cycles = 30;

    private static readonly DateTimeOffset Start = new(2026, 5, 31, 23, 30, 0, TimeSpan.Zero);

    private readonly BirdeyeDiscoveryOptions _options = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_cycle_on_a_restored_database_plans_as_it_would_have_and_commits()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await harness.CommitAsync(Plan(cycle, harness.Epoch, await StateAsync(harness.Store, cycle)), Cancel);
        }

        var (held, changed) = await ActByHandAsync(harness);
        var versions = await harness.Host.Strategies.GetVersionsAsync(changed, cancellationToken: Cancel);
        var actions = await harness.Host.LifecycleStore.GetActionsAsync(0, 100, Cancel);
        Assert.Equal((2, 2), (versions.Count, actions.Count));
        var state = await StateAsync(harness.Store, Cycles);
        var expected = Plan(Cycles, harness.Epoch, state);
        Assert.All(
            [TokenStatus.Active, TokenStatus.Paused], status => Assert.Contains(state.Tokens, token => token.Status == status));
        Assert.Contains(state.Tokens, token => token.LowScoreCycles > 0);
        Assert.NotEmpty(state.PeakLiquidityUsd);
        Assert.NotEmpty(expected.Events);

        var database = await harness.DatabaseAsync();
        var file = await PostgresDump.SaveAsync(database);
        await database.RecreateAsync();
        await PostgresDump.RestoreAsync(database, file);

        await using var restored = await harness.OpenHostAsync(Cancel);
        await restored.Store.InitializeAsync(SchemaMode.Apply, Cancel);
        var actual = Plan(Cycles, harness.Epoch, await StateAsync(restored.Store, Cycles));
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));

        Assert.Equal(versions, await restored.Strategies.GetVersionsAsync(changed, cancellationToken: Cancel));
        Assert.Equivalent(actions, await restored.LifecycleStore.GetActionsAsync(0, 100, Cancel), strict: true);
        Assert.Equal(state.Tokens.Single(token => token.Address == held).HeldBy, (await restored.Store.FindAsync(held, Cancel))!.HeldBy);

        // As if the lease of the dump had run out.
        await database.ExecuteAsync($"UPDATE {PostgresHarness.Schema}.discovery_lease SET expires_at = now()");
        var epoch = await restored.LeadAsync(Cancel);
        Assert.Equal(harness.Epoch + 1, epoch);
        Assert.Equal(CommitStatus.Committed, (await restored.Store.CommitCycleAsync(epoch, actual, Cancel)).Status);
    }

    // A hold, a token that stays out, and a strategy that cycles leave alone.
    private static async Task<(string Held, string Changed)> ActByHandAsync(PostgresHarness harness)
    {
        var operators = Operators.Of(harness.Host, harness);
        var tracked = (await harness.Store.GetTokensAsync([TokenStatus.Active], Cancel)).Take(3).Select(static token => token.Address).ToArray();
        var (held, changed) = (tracked[0], tracked[1]);
        Assert.True((await operators.PauseAsync(held, Operators.Note("r1"), Cancel)).Status == OperatorStatus.Applied);
        Assert.True((await operators.RemoveAsync(tracked[2], Operators.Note("r2"), isForced: false, Cancel)).Status == OperatorStatus.Applied);
        var change = new StrategyChange { TokenAddress = changed, StrategyType = "momentum", StrategyConfig = """{"rsi_oversold": 40}""", ChangedBy = "alice", ChangeId = "c1" };
        Assert.True((await harness.Host.Strategies.ChangeStrategyAsync(change, Cancel)).IsDone);
        return (held, changed);
    }

    private static DateTimeOffset TimeOf(int cycle) => Start.AddMinutes(2 * cycle);

    private static ValueTask<CycleState> StateAsync(ITrackedTokenStore store, int cycle) =>
        store.LoadCycleStateAsync(new CycleStateQuery(TimeOf(cycle).AddHours(-1), 3), Cancel);

    private CyclePlan Plan(int cycle, long epoch, CycleState state)
    {
        var scorer = new TokenScorer(_options.Scoring);
        var input = new CycleInput
        {
            CycleTimestamp = TimeOf(cycle),
            Chain = "solana",
            Options = _options,
            ScoreVersion = scorer.Version,
            OptionsHash = scorer.OptionsHash,
            State = state,
            Candidates = [.. Enumerable.Range(0, 25).Select(token => Facts(cycle, token))],
            ListRead = true,
            Epoch = epoch,
        };
        return CyclePlanner.Plan(input, scorer) with { Input = CycleInputCodec.Pack(input) };
    }

    // Tokens that get better and worse, each in a rhythm of its own.
    private static CandidateFacts Facts(int cycle, int token)
    {
        var wave = Math.Sin((cycle / 4.0) + token);
        return new CandidateFacts
        {
            Address = $"Mint{token}".PadRight(44, 'x'),
            Symbol = $"T{token}",
            Name = "a 'token' \"🚀\"",
            ListPosition = token + 1,
            LiquidityUsd = 300_000 + (250_000 * wave) + token,
            Volume24hUsd = 2_000_000 + (1_900_000 * wave),
            FdvUsd = 20_000_000,
            Change5mPercent = 4 * wave,
            Change1hPercent = 15 * wave,
            Change24hPercent = 60 * wave,
            BuyVolume24hUsd = 1_200_000 + (300_000 * wave),
            SellVolume24hUsd = 900_000,
            Buys24h = 9_000,
            Sells24h = 7_000,
            Buys1h = 300,
            Sells1h = 200,
            UniqueWallets24h = 4_000 + (3_000 * wave),
            RoundTripShare = .1,
            LastTradeAt = TimeOf(cycle).AddSeconds(-10),
            Security = new SecurityFacts { CreatedAt = Start.AddDays(-90), MutableMetadata = false },
            SecurityAsked = true,
            MarketAsked = true,
        };
    }
}
