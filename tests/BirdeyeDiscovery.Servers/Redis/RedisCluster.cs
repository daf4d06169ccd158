namespace BirdeyeDiscovery.Servers;

/// <summary>A Redis Cluster of three nodes without replicas.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private readonly IReadOnlyList<RedisServer> _nodes;

    private RedisCluster(IReadOnlyList<RedisServer> nodes) => _nodes = nodes;

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>Gets the endpoints as StackExchange.Redis reads them.</summary>
    public string Endpoints => string.Join(',', _nodes.Select(static node => node.Endpoint));

    /// <exception cref="ServerMissingException">Redis is not installed; the calling test is skipped or fails.</exception>
    public static async Task<RedisCluster> StartAsync()
    {
        // The bus of the nodes listens on a port of its own, which is not the port + 10000 that another server may hold.
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(static _ => RedisServer.StartAsync(
            "--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--cluster-port", Loopback.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture))));
        var cluster = new RedisCluster(nodes);
        var redisCli = ProgramFinder.Find("redis-cli");
        Required.OrSkip("redis", redisCli is null ? "redis-cli is not installed (apt-get install redis-tools)." : null);
        await JoinAsync(nodes);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    // What redis-cli --cluster create does, without its pauses of a second each.
    private static async Task JoinAsync(RedisServer[] nodes)
    {
        const int slots = 16384;
        for (var index = 0; index < nodes.Length; index++)
        {
            var (first, end) = (slots * index / nodes.Length, slots * (index + 1) / nodes.Length);
            await CliAsync(nodes[index], "CLUSTER", "ADDSLOTSRANGE", $"{first}", $"{end - 1}");
            await CliAsync(nodes[index], "CLUSTER", "SET-CONFIG-EPOCH", $"{index + 1}");
            var bus = (await CliAsync(nodes[0], "CONFIG", "GET", "cluster-port")).Split('\n')[1].Trim();
            await CliAsync(nodes[index], "CLUSTER", "MEET", "127.0.0.1", $"{nodes[0].Port}", bus);
        }

        foreach (var node in nodes)
        {
            await Poll.UntilAsync(
                async () => (await CliAsync(node, "CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal)
                    && (await CliAsync(node, "CLUSTER", "NODES"))
                        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Count(line => line.Contains("connected", StringComparison.Ordinal)) == nodes.Length,
                () => $"The cluster did not come together: {node.Process.ReadLog()}");
        }
    }

    private static Task<string> CliAsync(RedisServer node, params IEnumerable<string> words) =>
        Command.RunAsync(ProgramFinder.Find("redis-cli")!, ["-h", "127.0.0.1", "-p", $"{node.Port}", .. words]);
}
