using StackExchange.Redis;

namespace BirdeyeDiscovery.Configuration;

/// <summary>How an engine reaches its Redis. Times are real time.</summary>
public sealed class RedisCacheLayerOptions
{
    /// <summary>Gets or sets the endpoints and settings as StackExchange.Redis reads them, such as <c>redis.example:6380,ssl=true,user=bot,password=…</c>, or a URI, such as <c>rediss://bot:…@redis.example:6380/0</c>.</summary>
    /// <value>The default is <see langword="null"/>: the host's <see cref="IConnectionMultiplexer"/> is used, which the host disposes.</value>
    public string? Configuration { get; set; }

    /// <summary>Gets or sets under which key the host's user sets <see cref="Configuration"/>; messages name it.</summary>
    /// <value>The default is <c>Redis:Configuration</c>.</value>
    public string ConfigurationKey { get; set; } = "Redis:Configuration";

    /// <summary>Gets or sets what is changed in the settings before the engine connects, such as how a private certificate is checked.</summary>
    /// <value>The default is <see langword="null"/>; it has no effect on the host's own connection.</value>
    public Action<ConfigurationOptions>? Configure { get; set; }

    /// <summary>Gets or sets the key under which the host registered its <see cref="IConnectionMultiplexer"/>.</summary>
    /// <value>The default is <see langword="null"/>: it is registered without a key.</value>
    public object? MultiplexerKey { get; set; }

    /// <summary>Gets or sets how long a call waits for Redis. After the first that waited so long none is made until Redis answers a probe.</summary>
    /// <value>The default is 1 second; allowed are 50 milliseconds to 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long Redis is left alone between two probes. Nobody waits for a probe.</summary>
    /// <value>The default is 2 seconds; allowed are 100 milliseconds to 5 minutes.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how long the calls of a cycle may wait for a slow Redis in all; then the cycle goes on without it.</summary>
    /// <value>The default is 1 second; allowed are 50 milliseconds to 5 minutes.</value>
    /// <remarks>
    /// Cached answers and the account's limits may take a third of it, so that there is some left to publish the cycle. Answers within
    /// 25 milliseconds do not count, nor does connecting. The first cycle may wait for one <see cref="Timeout"/> more, and a cycle has the
    /// time again when 60 times as much of its own has passed.
    /// </remarks>
    public TimeSpan CycleBudget { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long a score that was read is answered from this process' memory. A reader sees another host's cycle this much later at most.</summary>
    /// <value>The default is 1 second; allowed are 0 (never) to 10 seconds. More than half of the interval counts as half of it.</value>
    public TimeSpan LocalScores { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets a value indicating whether a connection that leaves this machine has to be encrypted.</summary>
    /// <value>The default is <see langword="false"/>: it is warned of once.</value>
    public bool RequireEncryption { get; set; }
}
