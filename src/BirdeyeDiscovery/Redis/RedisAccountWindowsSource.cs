namespace BirdeyeDiscovery;

/// <summary>Counts the requests of every account of a host over one connection to Redis.</summary>
internal sealed class RedisAccountWindowsSource(RedisConnection connection) : IAccountWindowsSource
{
    public IAccountWindows For(Account account, string host) => new RedisAccountWindows(connection, account, host);
}
