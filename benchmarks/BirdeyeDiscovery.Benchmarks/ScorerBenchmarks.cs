using BenchmarkDotNet.Attributes;
using BirdeyeDiscovery.Benchmarks.Fixtures;

namespace BirdeyeDiscovery.Benchmarks;

/// <summary>Measures the scoring of one token, of the tokens of a cycle, and of a long replay.</summary>
[MemoryDiagnoser]
public class ScorerBenchmarks
{
    internal const int Few = 50;
    internal const int Many = 100_000;

    private readonly TokenScorer _scorer = new(new ScoringOptions());
    private readonly ScoreInputs[] _inputs = ScoreFixture.Create(Many);

    [Benchmark(Baseline = true)]
    [Items(1, "token")]
    public double OneToken() => ScoreFirst(1);

    [Benchmark]
    [Items(Few, "token")]
    public double FiftyTokens() => ScoreFirst(Few);

    [Benchmark]
    [Items(Many, "token")]
    public double HundredThousandTokens() => ScoreFirst(Many);

    private double ScoreFirst(int count)
    {
        var sum = 0.0;
        foreach (ref readonly var input in _inputs.AsSpan(0, count))
        {
            sum += _scorer.Score(in input).Total;
        }

        return sum;
    }
}
