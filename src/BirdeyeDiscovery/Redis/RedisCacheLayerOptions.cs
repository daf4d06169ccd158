using StackExchange.Redis;

namespace BirdeyeDiscovery.Configuration;

/// <summary>Options for an engine's connection to Redis. Durations are in real time.</summary>
public sealed class RedisCacheLayerOptions
{
    /// <summary>
    /// Gets or sets the endpoints and settings in the format of StackExchange.Redis, such as
    /// <c>redis.example:6380,ssl=true,user=bot,password=…</c>, or a URI, such as <c>rediss://bot:…@redis.example:6380/0</c>.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: the engine uses the host's <see cref="IConnectionMultiplexer"/>, which the host disposes.
    /// </value>
    public string? Configuration { get; set; }

    /// <summary>Gets or sets the key under which the host's user sets <see cref="Configuration"/>; messages name it.</summary>
    /// <value>The default is <c>Redis:Configuration</c>.</value>
    public string ConfigurationKey { get; set; } = "Redis:Configuration";

    /// <summary>
    /// Gets or sets a callback that changes the settings before the engine connects, such as how a private certificate is validated.
    /// </summary>
    /// <value>The default is <see langword="null"/>; it has no effect on the host's own connection.</value>
    public Action<ConfigurationOptions>? Configure { get; set; }

    /// <summary>Gets or sets the key under which the host registered its <see cref="IConnectionMultiplexer"/>.</summary>
    /// <value>The default is <see langword="null"/>: the multiplexer is registered without a key.</value>
    public object? MultiplexerKey { get; set; }

    /// <summary>
    /// Gets or sets how long a call waits for Redis. After the first call that times out, no call is made until Redis answers a probe.
    /// </summary>
    /// <value>The default is 1 second; allowed are 50 milliseconds to 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the time between two probes of a Redis that does not answer. Nobody waits for a probe.</summary>
    /// <value>The default is 2 seconds; allowed are 100 milliseconds to 5 minutes.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gets or sets how long the calls of one cycle may wait for a slow Redis in total; the cycle then continues without it.
    /// </summary>
    /// <value>The default is 1 second; allowed are 50 milliseconds to 5 minutes.</value>
    /// <remarks>
    /// Cached answers and the account's limits may use a third of it, so that some is left to publish the cycle. Answers within 25
    /// milliseconds do not count, nor does connecting. The first cycle may wait for one <see cref="Timeout"/> more. A long cycle regains
    /// the whole budget after it has run 60 times as long as the budget.
    /// </remarks>
    public TimeSpan CycleBudget { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long a score that was read is served from this process' memory. A reader sees another host's cycle at most this
    /// much later.
    /// </summary>
    /// <value>
    /// The default is 1 second; allowed are 0 (never) to 10 seconds. More than half of the discovery interval counts as half of it.
    /// </value>
    public TimeSpan LocalScores { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets a value indicating whether a connection that leaves this machine must be encrypted.</summary>
    /// <value>The default is <see langword="false"/>: an unencrypted connection is only reported, once, by a warning.</value>
    public bool RequireEncryption { get; set; }
}
