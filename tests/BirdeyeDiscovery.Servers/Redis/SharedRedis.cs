namespace BirdeyeDiscovery.Servers;

/// <summary>One Redis and one Redis Cluster for all tests of a process, started by the first that asks; they end with the process. Each test has a key prefix of its own.</summary>
public static class SharedRedis
{
    private static readonly Lazy<Task<RedisServer>> Server = new(() => RedisServer.StartAsync());
    private static readonly Lazy<Task<RedisCluster>> Cluster = new(RedisCluster.StartAsync);
    private static int _prefixes;

    /// <exception cref="ServerMissingException">Redis is not installed; the calling test is skipped or fails.</exception>
    public static Task<RedisServer> GetAsync() => Server.Value;

    /// <exception cref="ServerMissingException">Redis is not installed; the calling test is skipped or fails.</exception>
    public static Task<RedisCluster> GetClusterAsync() => Cluster.Value;

    /// <summary>Gets a key prefix that no other test of this process has.</summary>
    public static string NewPrefix() => $"t{Interlocked.Increment(ref _prefixes)}:";
}
