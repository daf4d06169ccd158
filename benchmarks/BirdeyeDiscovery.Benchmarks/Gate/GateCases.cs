using BirdeyeDiscovery.Benchmarks.Fixtures;

namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Defines what the gate measures.</summary>
internal sealed class GateCases
{
    public GateCases()
    {
        var scorer = new ScorerBenchmarks();
        var planner = new PlannerBenchmarks();
        var reading = new ReadingBenchmarks();

        var oneToken = GateCase.Of("scorer, 1 token", 1, scorer.OneToken);
        var fewTokens = GateCase.Of("scorer, 50 tokens", ScorerBenchmarks.Few, scorer.FiftyTokens);
        var manyTokens = GateCase.Of("scorer, 100,000 tokens", ScorerBenchmarks.Many, scorer.HundredThousandTokens);
        var fewCandidates = new GateCase("planner, 50 candidates", PlannerBenchmarks.Few, planner.FiftyCandidates);
        var manyCandidates = new GateCase("planner, 5,000 candidates", PlannerBenchmarks.Many, planner.FiveThousandCandidates);
        var overview = new GateCase("reading, overview", 1, reading.Overview);
        var trades = new GateCase("reading, page of 100 trades", 1, reading.PageOfHundredTrades);
        var telemetry = GateCase.Of("telemetry of 50 tokens, nobody listens", TelemetryFixture.Tokens, new TelemetryFixture().FiftyTokens);
        var bareCall = GateCase.Of("call without telemetry", 1, new CallFixture(isMeasured: false).Call);
        var call = GateCase.Of("call, nobody listens", 1, new CallFixture(isMeasured: true).Call);
        var callTelemetry = call with { Name = "telemetry of a call, nobody listens", Baseline = bareCall };

        Cases = [oneToken, fewTokens, manyTokens, fewCandidates, manyCandidates, overview, trades, telemetry, call, callTelemetry];
        Ratios =
        [
            new("scorer, per token: 100,000 against 50", manyTokens, fewTokens),
            new("planner, per candidate: 5,000 against 50", manyCandidates, fewCandidates),
            new("planner against scorer, per candidate: 50", fewCandidates, fewTokens),
            new("reading: page of 100 trades against overview", trades, overview),
        ];
    }

    public IReadOnlyList<GateCase> Cases { get; }

    public IReadOnlyList<GateRatio> Ratios { get; }
}
