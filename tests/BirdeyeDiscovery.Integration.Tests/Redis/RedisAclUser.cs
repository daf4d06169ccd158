using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>A Redis with the users of docs/redis.md, made by the very lines that stand there.</summary>
internal static class RedisAclUser
{
    /// <summary>The prefix that the line names.</summary>
    public const string Prefix = "prefix:";

    private static readonly Lazy<Task<RedisServer>> Server = new(StartAsync);

    /// <summary>Gets the configuration of the user's connections.</summary>
    public static async Task<string> ConfigurationAsync() => Configuration(await Server.Value);

    public static string Configuration(RedisServer server, string user = "bot") => $"{server.Endpoint},user={user},password=password";

    public static async Task<ConnectionMultiplexer> AdminAsync() => await RedisServers.AdminAsync((await Server.Value).Endpoint);

    /// <summary>Starts a server that has the user.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        foreach (var line in (await File.ReadAllLinesAsync(Path())).Where(static line => line.StartsWith("ACL SETUSER ", StringComparison.Ordinal)))
        {
            await admin.ExecuteAsync("ACL", [.. line.Split(' ')[1..]]);
        }

        return server;
    }

    /// <summary>Checks that the user was refused nothing since the server started.</summary>
    public static async Task AssertNothingRefusedAsync() => await AssertNothingRefusedAsync(await AdminAsync());

    /// <summary>Checks that no user was refused anything since a server started.</summary>
    public static async Task AssertNothingRefusedAsync(IConnectionMultiplexer admin)
    {
        var log = (RedisResult[])(await admin.GetDatabase().ExecuteAsync("ACL", "LOG"))!;

        // What the driver tries when it connects and goes on without.
        Assert.Equal([], log.Select(static entry => entry.ToDictionary()).Select(static entry => $"{entry["reason"]} {entry["object"]}").Where(static refused => refused != "command config|get"));
    }

    private static string Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Combine(folder.FullName, "docs", "redis.md") is var path && File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("docs/redis.md");
    }
}
