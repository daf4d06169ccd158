using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>A layer on a Redis that other tests use as well, under a prefix of its own.</summary>
internal sealed class RedisHarness : CacheHarness
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConnectionMultiplexer _admin;
    private readonly RedisCacheLayerOptions _options;
    private readonly string _testPrefix;
    private readonly string _keyPrefix;
    private readonly List<RedisConnection> _connections = [];

    /// <summary>Makes a layer over nothing.</summary>
    /// <param name="admin">A connection with all rights.</param>
    /// <param name="options">How the layer reaches its Redis.</param>
    /// <param name="testPrefix">What the tests do not see of the prefix.</param>
    /// <param name="keyPrefix">What they see.</param>
    public RedisHarness(ConnectionMultiplexer admin, RedisCacheLayerOptions options, string testPrefix, string keyPrefix)
    {
        _admin = admin;
        _options = options;
        _testPrefix = testPrefix;
        _keyPrefix = keyPrefix;
        Layer = Open();
    }

    public override ICacheLayer Layer { get; }

    public override TimeProvider Clock => _clock;

    public FakeLogger Logger { get; } = new();

    public IDatabase Database => _admin.GetDatabase();

    /// <summary>Gets a key as it stands in Redis.</summary>
    public RedisKey Raw(string key) => _testPrefix + _keyPrefix + key;

    public override async ValueTask AdvanceAsync(TimeSpan time)
    {
        _clock.Advance(time);
        foreach (var key in Keys())
        {
            if (await Database.KeyTimeToLiveAsync(key) is { } left)
            {
                await (left > time ? Database.KeyExpireAsync(key, left - time) : Database.KeyDeleteAsync(key));
            }
        }
    }

    public override async ValueTask<bool> ExistsAsync(string rawKey) => await Database.KeyExistsAsync(_testPrefix + rawKey);

    public override ValueTask<ICacheLayer?> OpenSecondAsync() => ValueTask.FromResult<ICacheLayer?>(Open());

    public RedisKey[] Keys() =>
        [.. _admin.GetServers().SelectMany(server => server.Keys(pattern: $"{_testPrefix}{_keyPrefix}*", pageSize: 1000)).Distinct()];

    public override async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        foreach (var key in Keys())
        {
            await Database.KeyDeleteAsync(key);
        }
    }

    private RedisCacheLayer Open()
    {
        var connection = new RedisConnection(_options, _testPrefix + _keyPrefix, _options.Configuration is null ? _admin : null, _clock, Logger);
        _connections.Add(connection);
        return new RedisCacheLayer(connection, _options.LocalScores, _clock);
    }
}
