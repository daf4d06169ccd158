using System.Globalization;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Writes swaps into the answers of the local Birdeye, in the formats of <c>/defi/txs/token</c> and <c>/defi/v3/token/txs</c>.
/// </summary>
internal static class TradeAnswers
{
    private readonly record struct Leg(MarketToken Token, double Price, ulong Amount, bool IsSpent);

    public static void WriteV1(Utf8JsonWriter json, (MarketToken Token, MarketToken Sol, TradeRow[] Rows, bool HasNext) state)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        using var rows = new SwapText(state.Token, state.Sol);
        foreach (ref readonly var row in state.Rows.AsSpan())
        {
            rows.Add(row);
        }

        if (state.Rows.Length > 0)
        {
            json.WriteRawValue(rows.Bytes, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteBoolean("hasNext"u8, state.HasNext);
        json.WriteEndObject();
    }

    public static void WriteV3(Utf8JsonWriter json, (MarketToken Token, MarketToken Sol, TradeRow[] Rows, bool HasNext) state)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (ref readonly var row in state.Rows.AsSpan())
        {
            WriteRowV3(json, state.Token, state.Sol, row);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_next"u8, state.HasNext);
        json.WriteEndObject();
    }

    private static void WriteRowV3(Utf8JsonWriter json, MarketToken token, MarketToken sol, in TradeRow row)
    {
        var (asked, other) = Legs(token, sol, row);
        var amount = asked.Amount / Math.Pow(10, token.Decimals);
        json.WriteStartObject();
        json.WriteString("tx_type"u8, row.IsBuy ? "buy"u8 : "sell"u8);
        WriteText(json, "tx_hash"u8, row.Transaction, 88);
        json.WriteNumber("ins_index"u8, 2 + (row.Number % 2));
        json.WriteNumber("inner_ins_index"u8, 0);
        json.WriteNumber("block_unix_time"u8, row.Time);
        json.WriteNumber("block_number"u8, (row.Time - 1_600_000_000) * 5 / 2);
        json.WriteNumber("volume_usd"u8, amount * row.Price);
        json.WriteNumber("volume"u8, amount);
        WriteText(json, "owner"u8, row.Wallet, 44);
        json.WriteStartArray("signers"u8);
        Span<char> signer = stackalloc char[44];
        Base58.Fill(signer, row.Wallet);
        json.WriteStringValue(signer);
        json.WriteEndArray();
        json.WriteString("source"u8, Source(row));
        json.WriteString("side"u8, row.IsBuy ? "buy"u8 : "sell"u8);
        json.WriteNull("alias"u8);
        json.WriteNumber("price_pair"u8, row.Price / row.SolPrice);
        WriteLegV3(json, "from"u8, row.IsBuy ? other : asked);
        WriteLegV3(json, "to"u8, row.IsBuy ? asked : other);
        json.WriteString("pool_id"u8, row.InSecondPool ? token.SecondPool : token.MainPool);
        json.WriteEndObject();
    }

    private static (Leg Asked, Leg Other) Legs(MarketToken token, MarketToken sol, in TradeRow row) =>
        (new Leg(token, row.Price, row.TokenAmount, !row.IsBuy), new Leg(sol, row.SolPrice, row.SolAmount, row.IsBuy));

    private static void WriteLegV3(Utf8JsonWriter json, ReadOnlySpan<byte> name, in Leg leg)
    {
        var units = leg.Amount / Math.Pow(10, leg.Token.Decimals);
        json.WriteStartObject(name);
        json.WriteString("symbol"u8, leg.Token.Symbol);
        json.WriteString("address"u8, leg.Token.Address);
        json.WriteNumber("decimals"u8, leg.Token.Decimals);
        json.WriteNumber("price"u8, leg.Price);
        WriteAmount(json, leg.Amount);
        json.WriteNumber("ui_amount"u8, units);
        json.WriteNumber("ui_change_amount"u8, leg.IsSpent ? -units : units);
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, ulong amount)
    {
        Span<char> text = stackalloc char[20];
        amount.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString("amount"u8, text[..length]);
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong key, int length)
    {
        Span<char> text = stackalloc char[length];
        Base58.Fill(text, key);
        json.WriteString(name, text);
    }

    private static ReadOnlySpan<byte> Source(in TradeRow row) => row.InSecondPool ? "meteora_dlmm"u8 : "pump_amm"u8;
}
