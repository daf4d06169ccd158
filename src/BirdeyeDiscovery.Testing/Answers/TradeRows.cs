namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The swaps of a generated token in answers, newest first. Swap number n has the same wallet, side and size in every answer.
/// </summary>
internal static class TradeRows
{
    private const double MaximumAmount = 9e18;

    public static TradeRow[] Read(MarketToken token, MarketToken sol, double minute, int offset, int limit)
    {
        var last = (long)token.TradesSince(minute) - offset;
        var count = (int)Math.Clamp(last, 0, limit);
        var rows = new TradeRow[count];
        var end = Math.Ceiling(minute / 5) * 5;
        var solPrice = sol.Price(minute);
        for (var i = 0; i < count; i++)
        {
            var number = last - i;
            var at = Math.Min(minute, TradeTimes.Within(token, number, ref end));
            rows[i] = Create(token, number, at, solPrice);
        }

        return rows;
    }

    private static TradeRow Create(MarketToken token, long number, double minute, double solPrice)
    {
        var key = Chance.Key(token.Key ^ 0xDD, (ulong)number);
        var pair = Chance.Key(token.Key ^ 0xEE, (ulong)(number / 2));
        var isPair = Chance.Unit(pair, 1) < token.RoundTrips;
        var isSecondOfPair = number % 2 == 1;

        // A round trip in the generated swap answers is two successive swaps of one wallet, one in each direction and of almost equal size.
        var isBuy = isPair
            ? isSecondOfPair != (Chance.Unit(pair, 2) < 0.5)
            : Chance.Unit(key, 3) < (token.Unsafe == Unsafe.NoSells ? 1 : token.BuyShare);
        var size = isPair
            ? Chance.LogNormal(pair, 4, 0.75, 0.7) * (1 + (0.04 * Chance.Unit(key, 5)))
            : Chance.LogNormal(key, 4, 0.75, 0.75);
        if (token.Role == TokenRole.Wash)
        {
            isBuy = isSecondOfPair;
        }

        var wallets = token.Role == TokenRole.Wash ? 4UL : 1 + (ulong)(token.VolumeRate * 1440 / token.VolumePerWallet);
        var price = token.Price(minute) * (1 + (0.003 * ((2 * Chance.Unit(key, 7)) - 1)));
        var usd = size * token.TradeValue;

        // Two successive swaps in an answer of the local Birdeye may be of one transaction and share its hash.
        var transaction = Chance.Unit(pair, 8) < 0.12 ? pair : key;
        return new TradeRow(
            number,
            (long)Math.Floor(minute * 60),
            isBuy,
            Chance.Key(token.Key ^ 0xFF, Chance.Key(isPair ? pair : key, 6) % wallets),
            transaction,
            price,
            solPrice,
            Amount(usd / price, token.Decimals),
            Amount(usd / solPrice, 9),
            Chance.Unit(key, 9) < 0.25);
    }

    private static ulong Amount(double units, int decimals) => (ulong)Math.Clamp(units * Math.Pow(10, decimals), 1, MaximumAmount);
}
