using BirdeyeDiscovery.Ledger;
using NSubstitute;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>A history in memory of a generated market, with the inputs and plans as they were made.</summary>
internal sealed class LedgerMarket
{
    public MemoryLedger History { get; } = new();

    public List<(CycleInput Input, CyclePlan Plan)> Cycles { get; } = [];

    public ITrackedTokenStore Tokens { get; } = Substitute.For<ITrackedTokenStore>();

    public IDiscoveryExplainer Explainer => new DiscoveryExplainer(Past(), Tokens);

    public static LedgerMarket Run(
        int seed,
        int cycles,
        bool isStaged = false,
        StagedMarketShape? shape = null,
        Action<BirdeyeDiscoveryOptions>? configure = null,
        int minutes = 2)
    {
        shape ??= new StagedMarketShape(Failing: .01);
        var market = new StagedMarket(seed, shape);
        var engine = new StagedCycles(isStaged, configure);
        foreach (var token in market.Permanent)
        {
            engine.Pin(token);
        }

        var ledger = new LedgerMarket();
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            var now = Candidates.Start.AddMinutes(minutes * cycle);
            var plan = engine.Next(market.Next(engine.State, now), now);
            ledger.Cycles.Add((engine.LastInput, plan));
            ledger.History.Add(plan, CycleInputCodec.Pack(engine.LastInput));
        }

        return ledger;
    }

    public PastCycles Past(Func<ScoringOptions, ITokenScorer>? scorer = null, string chain = "solana") =>
        new(History, scorer ?? (static options => new TokenScorer(options)), null, () => chain);

    /// <summary>Gets a cycle as a reader has it: unpacked from its block.</summary>
    public PastCycle this[int index] => new(
        Cycles[index].Plan.Snapshot,
        CycleInputCodec.Unpack(CycleInputCodec.Pack(Cycles[index].Input)),
        new TokenScorer(Cycles[index].Input.Options.Scoring),
        null);
}
