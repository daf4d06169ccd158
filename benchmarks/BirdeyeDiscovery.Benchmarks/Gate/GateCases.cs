namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>What the gate measures.</summary>
internal sealed class GateCases
{
    public GateCases()
    {
        var scorer = new ScorerBenchmarks();
        var one = GateCase.Of("scorer, 1 token", 1, scorer.OneToken);
        var few = GateCase.Of("scorer, 50 tokens", ScorerBenchmarks.Few, scorer.FiftyTokens);
        var many = GateCase.Of("scorer, 100,000 tokens", ScorerBenchmarks.Many, scorer.HundredThousandTokens);

        Cases = [one, few, many];
        Ratios = [new("scorer, per token: 100,000 against 50", many, few)];
    }

    public IReadOnlyList<GateCase> Cases { get; }

    public IReadOnlyList<GateRatio> Ratios { get; }
}
