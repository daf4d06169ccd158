using BenchmarkDotNet.Attributes;
using BirdeyeDiscovery.Benchmarks.Fixtures;

namespace BirdeyeDiscovery.Benchmarks;

/// <summary>Measures the planning of a cycle of the default size and of one a hundred times as large.</summary>
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    internal const int Few = 50;
    internal const int Many = 5_000;

    private readonly TokenScorer _scorer = new(new ScoringOptions());
    private readonly CycleInput _few;
    private readonly CycleInput _many;

    public PlannerBenchmarks()
    {
        _few = PlannerFixture.Create(Few, _scorer);
        _many = PlannerFixture.Create(Many, _scorer);
    }

    [Benchmark(Baseline = true)]
    [Items(Few, "candidate")]
    public object FiftyCandidates() => CyclePlanner.Plan(_few, _scorer);

    [Benchmark]
    [Items(Many, "candidate")]
    public object FiveThousandCandidates() => CyclePlanner.Plan(_many, _scorer);
}
