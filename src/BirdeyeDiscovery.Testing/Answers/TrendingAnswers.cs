using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes the local Birdeye's answers with pages of the trending list.</summary>
internal static class TrendingAnswers
{
    // The total in the local Birdeye's trending answers, as in the API's published example. It is not the length of the list, and clients
    // must not use it as such.
    private const int Total = 1000;

    /// <summary>The tokens on a page of the local Birdeye's trending answer, in the requested order.</summary>
    public static IReadOnlyList<ListedToken> Page(TokenList list, string sortBy, bool descending, int offset, int limit)
    {
        if (offset > 0 && list.MovesWhilePaging)
        {
            offset--;
        }

        var rows = sortBy switch
        {
            "rank" => descending ? list.Tokens.Reverse() : list.Tokens,
            "liquidity" =>
                descending ? list.Tokens.OrderByDescending(static row => row.Liquidity) : list.Tokens.OrderBy(static row => row.Liquidity),
            _ => descending ? list.Tokens.OrderByDescending(static row => row.Volume24h) : list.Tokens.OrderBy(static row => row.Volume24h),
        };
        return [.. rows.Skip(offset).Take(limit)];
    }

    public static void Write(Utf8JsonWriter json, (IReadOnlyList<ListedToken> Rows, double Minute) state)
    {
        var time = DateTimeOffset.UnixEpoch.AddMinutes(state.Minute);
        json.WriteStartObject();
        json.WriteNumber("updateUnixTime"u8, time.ToUnixTimeSeconds());
        json.WriteHumanTime("updateTime"u8, time);
        json.WriteStartArray("tokens"u8);
        foreach (var row in state.Rows)
        {
            WriteRow(json, row, state.Minute);
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, Total);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, in ListedToken row, double minute)
    {
        var token = row.Token;
        var price = token.Price(minute);
        var before = token.VolumeSince(minute - 1440) - token.VolumeSince(minute - 2880);
        json.WriteStartObject();
        json.WriteString("address"u8, token.Address);
        json.WriteNumber("decimals"u8, token.Decimals);
        json.WriteNumber("fdv"u8, price * token.Supply);
        json.WriteNumber("liquidity"u8, row.Liquidity);
        json.WriteNull("logoURI"u8);
        json.WriteNumber("marketcap"u8, price * token.Supply);
        json.WriteString("name"u8, token.Name);
        json.WriteNumber("price"u8, price);
        json.WriteNumber("rank"u8, row.Rank);
        json.WriteString("symbol"u8, token.Symbol);
        json.WriteNumber("volume24hUSD"u8, row.Volume24h);
        if (before > 0)
        {
            json.WriteNumber("volume24hChangePercent"u8, ((row.Volume24h / before) - 1) * 100);
        }
        else
        {
            json.WriteNull("volume24hChangePercent"u8);
        }

        json.WriteNumber("price24hChangePercent"u8, ((price / token.Price(minute - 1440)) - 1) * 100);
        json.WriteBoolean("isScaledUiToken"u8, false);
        json.WriteNull("multiplier"u8);
        json.WriteEndObject();
    }
}
