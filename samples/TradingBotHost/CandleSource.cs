using System.Text.Json;
using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>
/// Gets the closed five-minute candles on which a decision is based: from the live view if it is of this cycle, otherwise from the API.
/// </summary>
/// <remarks>
/// A restart empties a live view in memory, and the view does not contain tokens that left the active set. A closed candle never changes
/// again, so both sources return the same candles. Candles of the view outside the span are removed.
/// </remarks>
internal sealed class CandleSource(ILiveReader live, HttpClient birdeye)
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(5);

    /// <summary>Gets the candles that had closed at the time of a cycle, oldest first.</summary>
    public async Task<IReadOnlyList<Candle>> ClosedAsync(string token, DateTimeOffset cycle)
    {
        var (from, until) = ((cycle - Span).ToUnixTimeSeconds(), cycle.ToUnixTimeSeconds() - (long)CandleInterval.FiveMinutes);
        var candles = await FromLiveAsync(token, cycle) ?? await FromApiAsync(token, from, until);
        return [.. candles.Where(candle => candle.Timestamp >= from && candle.Timestamp <= until)];
    }

    private async Task<IReadOnlyList<Candle>?> FromLiveAsync(string token, DateTimeOffset cycle)
    {
        var view = await live.GetViewAsync();
        if (!view.TryGet(out var shown) || shown.CycleTimestamp != cycle || !shown.ActiveTokens.Contains(token))
        {
            return null;
        }

        return (await live.GetCandlesAsync(token, CandleInterval.FiveMinutes)).TryGet(out var candles) ? candles : null;
    }

    private async Task<IReadOnlyList<Candle>> FromApiAsync(string token, long from, long until)
    {
        await using var body = await birdeye.GetStreamAsync(
            FormattableString.Invariant($"/defi/ohlcv?address={token}&type=5m&currency=usd&time_from={from}&time_to={until}"));
        using var answer = await JsonDocument.ParseAsync(body);
        return [.. answer.RootElement.GetProperty("data").GetProperty("items").EnumerateArray().Select(static item => new Candle(
            item.GetProperty("unixTime").GetInt64(),
            item.GetProperty("o").GetDouble(),
            item.GetProperty("h").GetDouble(),
            item.GetProperty("l").GetDouble(),
            item.GetProperty("c").GetDouble(),
            item.GetProperty("v").GetDouble()))];
    }
}
