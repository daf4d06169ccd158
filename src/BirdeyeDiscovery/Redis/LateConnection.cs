using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Closes a connection to Redis that is made only after nobody waits for it any more.</summary>
internal static class LateConnection
{
    public static async Task CloseAsync(Task<IConnectionMultiplexer> connecting)
    {
        var connection = await connecting.ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
