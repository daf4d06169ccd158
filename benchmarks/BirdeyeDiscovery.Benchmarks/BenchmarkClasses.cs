namespace BirdeyeDiscovery.Benchmarks;

internal static class BenchmarkClasses
{
    public static Type[] All { get; } = [typeof(ScorerBenchmarks), typeof(PlannerBenchmarks), typeof(ReadingBenchmarks)];
}
