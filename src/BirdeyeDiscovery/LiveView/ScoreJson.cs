using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Parses the scores of the live view, which bots read many times a second: field by field if the text has the written form, otherwise with
/// the serializer.
/// </summary>
internal static class ScoreJson
{
    /// <exception cref="JsonException">The text is not a score.</exception>
    public static TokenScoreView? Read(ReadOnlySpan<byte> json) =>
        ReadAsWritten(json) ?? JsonSerializer.Deserialize(json, CacheJsonContext.Live.TokenScoreView);

    /// <summary>
    /// Parses a score of the live view that has exactly the written fields in the written order; null for any other text.
    /// </summary>
    internal static TokenScoreView? ReadAsWritten(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && Whole(ref reader, "version"u8, out var version)
            && Text(ref reader, "address"u8, out var address)
            && Text(ref reader, "symbol"u8, out var symbol)
            && Text(ref reader, "category"u8, out var category)
            && TextOrNull(ref reader, "status"u8, out var status)
            && NumberOrNull(ref reader, "total_score"u8, out var total) && total is not null
            && NumberOrNull(ref reader, "momentum_score"u8, out var momentum)
            && NumberOrNull(ref reader, "liquidity_score"u8, out var liquidity)
            && NumberOrNull(ref reader, "volume_score"u8, out var volume)
            && NumberOrNull(ref reader, "safety_score"u8, out var safety)
            && NumberOrNull(ref reader, "flow_score"u8, out var flow)
            && WholeOrNull(ref reader, "rank"u8, out var rank)
            && WholeOrNull(ref reader, "slot_rank"u8, out var slotRank)
            && NumberOrNull(ref reader, "coverage"u8, out var coverage) && coverage is not null
            && Text(ref reader, "action"u8, out var action)
            && Text(ref reader, "action_reason"u8, out var reason)
            && Next(ref reader, "timestamp"u8) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var timestamp)
            && TextOrNull(ref reader, "candles_key"u8, out var candlesKey)
            && NumberOrNull(ref reader, "price_change_5m"u8, out var change5m)
            && NumberOrNull(ref reader, "price_change_1h"u8, out var change1h)
            && NumberOrNull(ref reader, "price_change_24h"u8, out var change24h)
            && NumberOrNull(ref reader, "liquidity_usd"u8, out var liquidityUsd)
            && NumberOrNull(ref reader, "volume_24h_usd"u8, out var volumeUsd)
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read()
            ? new TokenScoreView
            {
                Version = version,
                Address = address,
                Symbol = symbol,
                Category = category,
                Status = status,
                TotalScore = total.Value,
                MomentumScore = momentum,
                LiquidityScore = liquidity,
                VolumeScore = volume,
                SafetyScore = safety,
                FlowScore = flow,
                Rank = rank,
                SlotRank = slotRank,
                Coverage = coverage.Value,
                Action = action,
                ActionReason = reason,
                Timestamp = timestamp,
                CandlesKey = candlesKey,
                PriceChange5m = change5m,
                PriceChange1h = change1h,
                PriceChange24h = change24h,
                LiquidityUsd = liquidityUsd,
                Volume24hUsd = volumeUsd,
            }
            : null;
    }

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    private static bool Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out string text)
    {
        var isText = TextOrNull(ref reader, name, out var found);
        text = found ?? "";
        return isText && found is not null;
    }

    private static bool TextOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out string? text)
    {
        text = null;
        if (!Next(ref reader, name) || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return false;
        }

        text = reader.TokenType == JsonTokenType.Null ? null : reader.GetString();
        return true;
    }

    private static bool NumberOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out decimal? number)
    {
        number = null;
        if (!Next(ref reader, name))
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var value))
        {
            return false;
        }

        number = value;
        return true;
    }

    private static bool Whole(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out int number)
    {
        var isWhole = WholeOrNull(ref reader, name, out var found);
        number = found ?? 0;
        return isWhole && found is not null;
    }

    private static bool WholeOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out int? number)
    {
        number = null;
        if (!Next(ref reader, name))
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var value))
        {
            return false;
        }

        number = value;
        return true;
    }
}
