using System.Globalization;

namespace BirdeyeDiscovery.Caching;

/// <summary>
/// The keys of the live view, without <see cref="CacheOptions.KeyPrefix"/>. The names never change, because programs in other languages
/// read them.
/// </summary>
public static class CacheKeys
{
    /// <summary>The time of the last cycle, in Unix seconds.</summary>
    public const string LastCycle = "discovery:last_cycle";

    /// <summary>The set of active addresses.</summary>
    public const string ActiveTokens = "discovery:active_tokens";

    /// <summary>The number of candidates that passed security in the last cycle.</summary>
    public const string CandidateCount = "discovery:candidate_count";

    /// <summary>The whole last cycle.</summary>
    public const string View = "discovery:view";

    /// <summary>
    /// The cache key of the time of the last cycle, in Unix milliseconds. The key exists for as long as that cycle is fresh: without it the
    /// live view is stale.
    /// </summary>
    internal const string Fresh = "discovery:fresh";

    /// <summary>The owners of the candle lists: a hash from the name of a list to the address of its token.</summary>
    public const string CandleOwners = "discovery:candle_owners";

    /// <summary>
    /// The channel on which the live view announces a published cycle by its time in Unix seconds. A message is only a hint, because
    /// messages can be lost.
    /// </summary>
    internal const string Changed = "discovery:changed";

    /// <summary>Gets the key of a candle list.</summary>
    /// <param name="name">The symbol of the token that owns the list, or an address.</param>
    /// <param name="interval">The interval.</param>
    /// <returns><c>candles:{name}:{interval}</c>.</returns>
    public static string Candles(string name, CandleInterval interval) => $"candles:{name}:{Interval(interval)}";

    /// <summary>Gets the key of a score.</summary>
    /// <param name="address">The mint address.</param>
    /// <returns><c>score:{address}</c>.</returns>
    public static string Score(string address) => $"score:{address}";

    /// <summary>Gets the cache key of a trending list.</summary>
    /// <param name="time">A time within its minute.</param>
    /// <returns><c>birdeye:trending:{timestamp}</c>, in Unix seconds rounded down to the minute.</returns>
    internal static string Trending(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"birdeye:trending:{seconds - (seconds % 60)}");
    }

    /// <summary>Gets the cache key of a security answer.</summary>
    /// <param name="address">The mint address.</param>
    /// <returns><c>birdeye:security:{address}</c>.</returns>
    internal static string Security(string address) => $"birdeye:security:{address}";

    /// <summary>Gets the cache key of an OHLCV answer.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="limit">The number of buckets requested.</param>
    /// <returns><c>birdeye:ohlcv:{address}:{interval}:{limit}</c>.</returns>
    internal static string Ohlcv(string address, CandleInterval interval, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"birdeye:ohlcv:{address}:{Interval(interval)}:{limit}");

    /// <summary>Gets the cache key of a token's market figures.</summary>
    /// <param name="address">The mint address.</param>
    /// <returns><c>birdeye:trades:{address}</c>.</returns>
    internal static string Trades(string address) => $"birdeye:trades:{address}";

    /// <summary>Gets the cache key of a token's sample of recent swaps.</summary>
    /// <param name="address">The mint address.</param>
    /// <returns><c>discovery:swaps:{address}</c>.</returns>
    internal static string Swaps(string address) => $"discovery:swaps:{address}";

    /// <summary>Gets the key of the marker of the host that fetches an answer.</summary>
    /// <param name="key">The cache key of the answer.</param>
    /// <returns><c>discovery:fetch:{key}</c>.</returns>
    internal static string Fetch(string key) => $"discovery:fetch:{key}";

    /// <summary>Gets the cache key for the limits of an account, which all hosts share.</summary>
    /// <param name="account">
    /// A text that identifies the account. In braces, it puts the keys of an account into one slot of a cluster.
    /// </param>
    /// <param name="part">Which of the account's keys.</param>
    /// <returns><c>discovery:limit:{account}:part</c>, braces included.</returns>
    internal static string AccountLimit(string account, string part) => $"discovery:limit:{{{account}}}:{part}";

    /// <summary>Gets the part of a cache key for an interval of candles: <c>5m</c>, <c>1h</c>, <c>1d</c>.</summary>
    /// <param name="interval">The interval.</param>
    /// <returns>The word.</returns>
    internal static string Interval(CandleInterval interval) => interval switch
    {
        CandleInterval.FiveMinutes => "5m",
        CandleInterval.OneHour => "1h",
        CandleInterval.OneDay => "1d",
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Allowed are FiveMinutes, OneHour and OneDay."),
    };
}
