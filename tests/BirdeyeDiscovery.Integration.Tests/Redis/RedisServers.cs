using System.Collections.Concurrent;
using BirdeyeDiscovery.Servers;
using Garnet;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The servers that speak Redis' protocol, and one connection with all rights to each. They end with the process.</summary>
internal static class RedisServers
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<ConnectionMultiplexer>>> Admins = new();
    private static readonly Lazy<string> GarnetEndpoint = new(StartGarnet);

    public static async Task<string> RedisAsync() => (await SharedRedis.GetAsync()).Endpoint;

    public static async Task<string> ClusterAsync() => (await SharedRedis.GetClusterAsync()).Endpoints;

    public static Task<string> GarnetAsync() => Task.FromResult(GarnetEndpoint.Value);

    public static Task<ConnectionMultiplexer> AdminAsync(string endpoints) => Admins.GetOrAdd(
        endpoints,
        static target => new(() => ConnectionMultiplexer.ConnectAsync($"{target},allowAdmin=true,syncTimeout=20000,asyncTimeout=20000"))).Value;

    private static string StartGarnet()
    {
        var port = Loopback.FreePort();
#pragma warning disable CA2000 // It serves every test of the process and ends with it.
        var server = new GarnetServer(
            ["--port", $"{port}", "--bind", "127.0.0.1", "-q", "--lua", "true", "--memory", "64m", "--index", "1m", "--page", "1m", "--segment", "16m"]);
#pragma warning restore CA2000
        server.Start();
        return $"127.0.0.1:{port}";
    }
}
