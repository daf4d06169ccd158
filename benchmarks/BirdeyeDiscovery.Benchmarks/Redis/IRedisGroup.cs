using BirdeyeDiscovery.Benchmarks.Stores;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Represents one group of lines of <c>docs/performance-redis.md</c>.</summary>
internal interface IRedisGroup
{
    /// <summary>Gets what is compared, in a few sentences.</summary>
    string Introduction { get; }

    /// <summary>Measures the group. Each figure is shown as soon as it is measured.</summary>
    IAsyncEnumerable<StoreFigure> MeasureAsync();
}
