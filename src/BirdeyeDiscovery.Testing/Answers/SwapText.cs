using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes the swap rows of local answers to <c>/defi/txs/token</c> as bytes.</summary>
/// <remarks>
/// A row repeats each figure up to five times, and these pages are most of the traffic of a market, so each figure is formatted once and
/// then copied.
/// </remarks>
internal sealed class SwapText : IDisposable
{
    private readonly record struct Part(int Start, int Length);

    private readonly record struct Leg(Part Whole, Part Price);

    private readonly PooledBody _text = new();
    private readonly MarketToken _token;
    private readonly byte[] _askedHead;
    private readonly byte[] _otherHead;
    private readonly double _askedScale;
    private readonly double _otherScale;

    public SwapText(MarketToken token, MarketToken sol)
    {
        _token = token;
        _askedHead = HeadOf(token);
        _otherHead = HeadOf(sol);
        _askedScale = Math.Pow(10, token.Decimals);
        _otherScale = Math.Pow(10, sol.Decimals);
    }

    public ReadOnlySpan<byte> Bytes => _text.Written.Span;

    public void Add(in TradeRow row)
    {
        Write(_text.Written.IsEmpty ? "{"u8 : ",{"u8);

        // As in recorded answers, the requested token of a generated swap answer is the quote of the second pool, and the amounts of that
        // pool are text.
        Leg asked;
        Leg other;
        if (row.InSecondPool)
        {
            asked = WriteAsked("\"quote\":"u8, row);
            other = WriteOther(",\"base\":"u8, row);
        }
        else
        {
            other = WriteOther("\"quote\":"u8, row);
            asked = WriteAsked(",\"base\":"u8, row);
        }

        var (quote, quoted) = row.InSecondPool ? (asked, other) : (other, asked);
        Repeat(",\"basePrice\":"u8, quoted.Price);
        Repeat(",\"quotePrice\":"u8, quote.Price);
        Write(",\"txHash\":\""u8);
        WriteBase58(row.Transaction, 88);
        Write(row.InSecondPool ? "\",\"source\":\"meteora_dlmm\",\"blockUnixTime\":"u8 : "\",\"source\":\"pump_amm\",\"blockUnixTime\":"u8);
        WriteNumber(row.Time);
        Write(",\"txType\":\"swap\",\"owner\":\""u8);
        WriteBase58(row.Wallet, 44);
        Write(row.IsBuy ? "\",\"side\":\"buy\",\"alias\":null,\"pricePair\":"u8 : "\",\"side\":\"sell\",\"alias\":null,\"pricePair\":"u8);
        WriteNumber(row.InSecondPool ? row.SolPrice / row.Price : row.Price / row.SolPrice);
        Repeat(",\"from\":"u8, row.IsBuy ? other.Whole : asked.Whole);
        Repeat(",\"to\":"u8, row.IsBuy ? asked.Whole : other.Whole);
        Repeat(",\"tokenPrice\":"u8, asked.Price);
        Write(",\"poolId\":\""u8);
        WriteAscii(row.InSecondPool ? _token.SecondPool : _token.MainPool);
        Write("\"}"u8);
    }

    public void Dispose() => _text.Dispose();

    private static byte[] HeadOf(MarketToken token)
    {
        var symbol = JsonEncodedText.Encode(token.Symbol, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"symbol\":\"{symbol}\",\"decimals\":{token.Decimals},\"address\":\"{token.Address}\",\"amount\":"));
    }

    private Leg WriteAsked(ReadOnlySpan<byte> name, in TradeRow row) =>
        WriteLeg(name, _askedHead, row.TokenAmount, row.TokenAmount / _askedScale, row.Price, !row.IsBuy, row.InSecondPool);

    private Leg WriteOther(ReadOnlySpan<byte> name, in TradeRow row) =>
        WriteLeg(name, _otherHead, row.SolAmount, row.SolAmount / _otherScale, row.SolPrice, row.IsBuy, row.InSecondPool);

    private Leg WriteLeg(ReadOnlySpan<byte> name, byte[] head, ulong amount, double units, double price, bool isSpent, bool amountIsText)
    {
        Write(name);
        var start = _text.Written.Length;
        Write(head);
        Write(amountIsText ? "\""u8 : default);
        var amountText = WriteNumber(amount);
        Write(amountIsText ? "\",\"uiAmount\":"u8 : ",\"uiAmount\":"u8);
        var unitsText = WriteNumber(units);
        Write(",\"price\":"u8);
        var priceText = WriteNumber(price);
        Repeat(",\"nearestPrice\":"u8, priceText);
        Repeat(isSpent ? ",\"changeAmount\":-"u8 : ",\"changeAmount\":"u8, amountText);
        Repeat(isSpent ? ",\"uiChangeAmount\":-"u8 : ",\"uiChangeAmount\":"u8, unitsText);
        Write("}"u8);
        return new Leg(new Part(start, _text.Written.Length - start), priceText);
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_text.GetSpan(text.Length));
        _text.Advance(text.Length);
    }

    private void WriteAscii(string text) => _text.Advance(Encoding.ASCII.GetBytes(text, _text.GetSpan(text.Length)));

    private Part WriteNumber<T>(T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(_text.GetSpan(32), out var length, default, CultureInfo.InvariantCulture);
        var part = new Part(_text.Written.Length, length);
        _text.Advance(length);
        return part;
    }

    private void WriteBase58(ulong key, int length)
    {
        Span<char> text = stackalloc char[length];
        Base58.Fill(text, key);
        _text.Advance(Encoding.ASCII.GetBytes(text, _text.GetSpan(length)));
    }

    private void Repeat(ReadOnlySpan<byte> name, Part part)
    {
        Write(name);

        // In the writer of the local Birdeye's swap answers, GetSpan may move the source of the copy, so it is called first.
        var room = _text.GetSpan(part.Length);
        _text.Written.Span.Slice(part.Start, part.Length).CopyTo(room);
        _text.Advance(part.Length);
    }
}
