using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

/// <summary>Cycles of a generated market that a store keeps, each on the state that the store gave.</summary>
internal sealed class StoreMarket(StoreHarness harness)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public List<(CycleInput Input, CyclePlan Plan)> Cycles { get; } = [];

    public PastCycles Past => new(harness.History, static options => new TokenScorer(options), null, static () => "solana");

    public async Task RunAsync(int seed, int cycles, bool isStaged, CancellationToken cancellationToken, Func<CyclePlan, Task>? afterCycle = null)
    {
        var market = new StagedMarket(seed, new StagedMarketShape(Failing: .01));
        await harness.Store.SeedAsync(harness.Epoch, [.. market.Permanent.Select(Seed)], cancellationToken);
        CycleInputBase? known = null;
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            var now = Start.AddMinutes(2 * cycle);
            var options = new BirdeyeDiscoveryOptions();
            options.Discovery.PauseBelowScore = 64;
            (options.Discovery.Damping.ConfirmationCycles, options.Discovery.Damping.CoolDownCycles) = (cycle % 100 < 50 ? 0 : 2, 3);
            var query = new CycleStateQuery(now.AddHours(-1), options.Discovery.Damping.ConfirmationCycles) { PeakUntil = now };
            var state = await harness.Store.LoadCycleStateAsync(query, cancellationToken);
            var scorer = new TokenScorer(options.Scoring);
            var steps = market.Next(state, now);
            var input = new CycleInput
            {
                CycleTimestamp = now,
                Chain = "solana",
                Options = options,
                ScoreVersion = scorer.Version,
                OptionsHash = OptionsHash.Of(options),
                State = state,
                Candidates = steps[^1],
                ListRead = true,
                DurationMs = 900,
                Epoch = harness.Epoch,
                Positions = state.Tokens.Where(static token => token.Status == TokenStatus.Paused).ToDictionary(static token => token.Address, static _ => PositionState.Flat),
            };
            input = isStaged ? StagingAudit.Staged(input, steps, scorer) : input;
            var plan = CyclePlanner.Plan(input, scorer);
            (var block, known) = CycleInputCodec.Pack(input, known);
            await harness.CommitAsync(plan with { Input = block }, cancellationToken);
            Cycles.Add((input, plan));
            await (afterCycle?.Invoke(plan) ?? Task.CompletedTask);
        }
    }

    private static TrackedToken Seed(StagedToken token) => new()
    {
        Address = token.Address,
        Symbol = token.Name,
        Category = TokenCategory.Bluechip,
        DiscoveredAt = Start,
        Status = TokenStatus.Active,
        StatusReason = ReasonCodes.Seed,
        IsPermanent = true,
        StrategyType = "momentum",
        CreatedAt = Start,
        UpdatedAt = Start,
    };
}
