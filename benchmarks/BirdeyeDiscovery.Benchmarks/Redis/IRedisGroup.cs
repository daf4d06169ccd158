using BirdeyeDiscovery.Benchmarks.Stores;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>One group of lines of <c>docs/performance-redis.md</c>.</summary>
internal interface IRedisGroup
{
    /// <summary>Gets what is compared, in a few sentences.</summary>
    string Introduction { get; }

    /// <summary>Measures; each figure is shown as it is there.</summary>
    IAsyncEnumerable<StoreFigure> MeasureAsync();
}
