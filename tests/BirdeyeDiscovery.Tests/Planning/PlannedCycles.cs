namespace BirdeyeDiscovery.Tests;

/// <summary>Cycles planned one after the other, each on the state that the plans before it left: a store in memory.</summary>
internal sealed class PlannedCycles(Action<BirdeyeDiscoveryOptions>? configure = null, ITokenScorer? scorer = null, IStrategyPolicy? policy = null)
{
    private readonly ITokenScorer _scorer = scorer ?? new StatedScorer();

    public BirdeyeDiscoveryOptions Options { get; } = Configured(configure);

    public CycleState State { get; private set; } = CycleState.Empty;

    public DateTimeOffset Now { get; set; } = Candidates.Start;

    public Dictionary<string, PositionState> Positions { get; } = [];

    public Dictionary<string, DateTimeOffset> FirstCandles { get; } = [];

    public List<LifecycleEvent> Events { get; } = [];

    public CycleInput? LastInput { get; private set; }

    public TrackedToken this[string name] => State.Tokens.Single(token => token.Address == Candidates.Address(name));

    public TokenStatus? StatusOf(string name) => State.Tokens.FirstOrDefault(token => token.Address == Candidates.Address(name))?.Status;

    public IEnumerable<string> Active => State.Tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Symbol);

    public void Put(TrackedToken token) =>
        State = State with { Tokens = [.. State.Tokens.Where(other => other.Address != token.Address), token] };

    public void PutPermanent(string name) => Put(new TrackedToken
    {
        Id = 1000 + State.Tokens.Count,
        Address = Candidates.Address(name),
        Symbol = name,
        Category = TokenCategory.Bluechip,
        DiscoveredAt = Now,
        Status = TokenStatus.Active,
        IsPermanent = true,
        StrategyType = "momentum",
        Revision = 1,
        CreatedAt = Now,
        UpdatedAt = Now,
    });

    public void PutPeak(string name, decimal peak) =>
        State = State with { PeakLiquidityUsd = new Dictionary<string, decimal> { [Candidates.Address(name)] = peak } };

    public CyclePlan Next(params IReadOnlyList<CandidateFacts> facts) => Next(facts, []);

    public CyclePlan Next(IReadOnlyList<CandidateFacts> facts, IReadOnlyList<string> faults, bool listRead = true)
    {
        Now += Options.Discovery.Interval;
        LastInput = new CycleInput
        {
            CycleTimestamp = Now,
            Chain = "solana",
            Options = Options,
            ScoreVersion = _scorer.Version,
            OptionsHash = _scorer.OptionsHash,
            State = State,
            Candidates = facts,
            ListRead = listRead,
            Faults = faults,
            Positions = Positions.ToDictionary(),
            FirstCandles = FirstCandles.ToDictionary(),
            Epoch = 1,
        };
        var plan = CyclePlanner.Plan(LastInput, _scorer, policy);
        Commit(plan);
        return plan;
    }

    public static ScoreRecord Row(CyclePlan plan, string name) => plan.Scores.Single(row => row.TokenAddress == Candidates.Address(name));

    public static string Code(CyclePlan plan, string name) => Row(plan, name).ActionReason.Split(':')[0];

    public static BirdeyeDiscoveryOptions Configured(Action<BirdeyeDiscoveryOptions>? configure)
    {
        var options = new BirdeyeDiscoveryOptions();
        configure?.Invoke(options);
        return options;
    }

    private void Commit(CyclePlan plan)
    {
        var rows = State.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        foreach (var token in plan.Tokens)
        {
            // As the stores do: an update leaves the strategy alone, an insert makes version 1.
            var stored = rows.GetValueOrDefault(token.Address);
            rows[token.Address] = token with
            {
                Id = token.Id == 0 ? rows.Count + 1 : token.Id,
                Revision = token.Revision + 1,
                StrategyType = stored?.StrategyType ?? token.StrategyType,
                StrategyConfig = stored is null ? token.StrategyConfig : stored.StrategyConfig,
                StrategyVersion = stored?.StrategyVersion ?? 1,
                StrategyByHand = stored?.StrategyByHand ?? false,
            };
        }

        foreach (var assignment in plan.Strategies)
        {
            var row = rows[assignment.TokenAddress];
            Assert.Equal((assignment.ExpectedVersion, false), (row.StrategyVersion, row.StrategyByHand));
            rows[assignment.TokenAddress] = row with
            {
                StrategyType = assignment.StrategyType,
                StrategyConfig = assignment.StrategyConfig,
                StrategyVersion = row.StrategyVersion + 1,
            };
        }

        Events.AddRange(plan.Events);
        State = State with
        {
            LastCycle = plan.Snapshot.CycleTimestamp,
            Tokens = [.. rows.Values],
            WarmUpCycles = plan.Snapshot.Outcome == CycleOutcome.Failed ? State.WarmUpCycles : plan.Scores
                .Where(static row => row.ActionReason.StartsWith(ReasonCodes.WarmUp, StringComparison.Ordinal))
                .ToDictionary(static row => row.TokenAddress, row => State.WarmUpCycles.GetValueOrDefault(row.TokenAddress) + 1),
        };
    }
}
