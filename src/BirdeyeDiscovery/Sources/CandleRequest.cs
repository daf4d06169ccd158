using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>
/// A request for candles: the last <see cref="Limit"/> buckets, up to and including the one that contains <see cref="To"/>.
/// </summary>
/// <param name="address">The mint address.</param>
/// <param name="interval">The length of a bucket.</param>
/// <param name="limit">The number of buckets.</param>
/// <param name="to">A time in the last bucket (UTC).</param>
[DebuggerDisplay("{Address,nq} {Interval}: {Limit} candles to {To}")]
[method: JsonConstructor]
public readonly struct CandleRequest(string address, CandleInterval interval, int limit, DateTimeOffset to)
{
    /// <summary>Gets the mint address.</summary>
    public string Address { get; } = address;

    /// <summary>Gets the length of a bucket.</summary>
    public CandleInterval Interval { get; } = interval;

    /// <summary>Gets the number of buckets.</summary>
    public int Limit { get; } = limit;

    /// <summary>Gets a time in the last bucket (UTC).</summary>
    public DateTimeOffset To { get; } = to;

    /// <summary>Gets the start of the first bucket in unix seconds.</summary>
    public long From => (To.ToUnixTimeSeconds() / (long)Interval * (long)Interval) - ((Limit - 1) * (long)Interval);

    /// <summary>Gets the request in one line.</summary>
    /// <returns>The address with, for example, <c>FiveMinutes: 100 candles to 2026-03-01 12:00:00Z</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Address} {Interval}: {Limit} candles to {To:u}");
}
