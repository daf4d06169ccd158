namespace BirdeyeDiscovery.Testing;

/// <summary>Draws the properties of generated tokens. The figures were measured on the real list.</summary>
internal static class TokenFactory
{
    private readonly record struct Profile(
        double AgeMedian,
        double AgeSigma,
        double Volatility,
        double Liquidity,
        double Turnover,
        double RiseMean,
        double RiseSigma,
        double RiseMinutes);

    // The profiles of generated tokens: ages are in minutes; turnover is the volume of a day divided by the liquidity.
    private static readonly Profile Established = new(150_000, 0.8, 0.0055, 330_000, 4, -0.03, 0.12, 300);
    private static readonly Profile Mid = new(12_000, 0.7, 0.0115, 140_000, 9, 0.35, 0.5, 240);
    private static readonly Profile Young = new(420, 0.6, 0.0185, 75_000, 12, 1.1, 1.1, 150);
    private static readonly Profile Micro = new(150, 0.7, 0.022, 48_000, 13, 0.95, 1.2, 60);

    public static MarketToken Create(ulong key, TokenClass tokenClass, TokenRole role, double entry, double stay, ulong number)
    {
        var profile = tokenClass switch
        {
            TokenClass.Established => Established,
            TokenClass.Mid => Mid,
            TokenClass.Young => Young,
            _ => Micro,
        };
        var age = Age(key, profile, role);
        var birth = Math.Floor(entry - age);
        var isNew = tokenClass is TokenClass.Young or TokenClass.Micro;
        var liquidity = Chance.LogNormal(key, 10, role == TokenRole.Rug ? 280_000 : profile.Liquidity, role == TokenRole.Rug ? 0.2 : 0.6);
        var turnover = Chance.LogNormal(key, 11, profile.Turnover, role == TokenRole.Rug ? 0.3 : 0.9);
        var volume = role switch
        {
            TokenRole.Wash => Chance.Between(key, 12, 30e6, 60e6),
            TokenRole.Dead => Chance.Between(key, 12, 2e5, 5e5),
            _ => liquidity * turnover,
        };
        var isWash = role == TokenRole.Wash || (role == TokenRole.Ordinary && Chance.Unit(key, 13) < 0.08);
        var perWallet = role == TokenRole.Wash ? 500_000 : Chance.LogNormal(key, 14, 1_900, role == TokenRole.Rug ? 0.3 : 1.1);
        var (symbol, name) = role == TokenRole.OddSymbol ? TokenNames.Strange(number) : TokenNames.Plain(key);
        var token = new MarketToken
        {
            Key = key,
            Address = Base58.Address(key, isNew && Chance.Unit(key, 15) < 0.7 ? "pump" : ""),
            Symbol = role == TokenRole.Dead ? "DATGHOST" : symbol,
            Name = name,
            Decimals = isNew || Chance.Unit(key, 16) < 0.5 ? 6 : 9,
            Class = tokenClass,
            Role = role,
            Unsafe = role == TokenRole.Ordinary ? Danger(key, tokenClass) : Unsafe.No,
            Birth = birth,
            Entry = entry,
            Supply = isNew ? 1e9 - Math.Floor(Chance.Between(key, 17, 0, 4e5)) : Math.Round(Chance.LogNormal(key, 18, 8e8, 0.7)),
            BaseLiquidity = liquidity,
            VolumeRate = volume / Math.Clamp(age + 60, 120, 1440),
            VolumePerWallet = perWallet,
            TradeValue = role == TokenRole.Wash ? 9_000 : perWallet / Chance.Between(key, 19, 3, 9),
            BuyShare = Math.Clamp(0.509 + (0.015 * Chance.Normal(key, 20)), 0.44, 0.58),
            RoundTrips = isWash ? 0.93 : Math.Clamp(0.27 + (0.1 * Chance.Normal(key, 21)), 0.03, 0.6),
            Volatility = role == TokenRole.Dead ? 1e-4 : profile.Volatility * Chance.Between(key, 22, 0.75, 1.3),
            Rise = role switch
            {
                TokenRole.Dead => 0,
                TokenRole.Rug => 1.5,
                _ => profile.RiseMean + (profile.RiseSigma * Chance.Normal(key, 23))
            },
            RiseStart = isNew ? birth : entry - 480,
            RiseMinutes = profile.RiseMinutes,
            FadeStart = isNew ? entry + (stay * Chance.Between(key, 24, 0.7, 4)) : entry + (stay * 10) + 3000,
            FadeMinutes = 180,
            RugAt = RugTime(key, role, isNew, entry, stay),
            HasQuietBuckets = Chance.Unit(key, 25) < 0.3,
            MainPool = Base58.Address(Chance.Key(key, 26)),
            SecondPool = Base58.Address(Chance.Key(key, 27)),
        };
        var cap = role == TokenRole.Dead ? 5_000 * token.Supply : liquidity * Chance.LogNormal(key, 28, 9, 0.5);
        token.LogPrice = Math.Log(cap / token.Supply) - token.Movement(entry);
        return token;
    }

    /// <summary>Creates a well-known token for the generated market with its real mint address.</summary>
    public static MarketToken Major(
        ulong seed,
        string address,
        string symbol,
        string name,
        int decimals,
        double price,
        double supply,
        double liquidity,
        double volume,
        double volatility)
    {
        var key = Chance.Key(seed, Chance.Mix((ulong)symbol[0] << 32 | symbol[1]));
        return new MarketToken
        {
            Key = key,
            Address = address,
            Symbol = symbol,
            Name = name,
            Decimals = decimals,
            Class = TokenClass.Major,
            Role = TokenRole.Ordinary,
            Unsafe = Unsafe.No,
            Birth = 26_800_000,
            Entry = 0,
            Supply = supply,
            LogPrice = Math.Log(price),
            BaseLiquidity = liquidity,
            VolumeRate = volume / 1440,
            VolumePerWallet = 1_800,
            TradeValue = 300,
            BuyShare = 0.505,
            RoundTrips = 0.25,
            Volatility = volatility,
            Rise = 0,
            RiseStart = double.PositiveInfinity,
            RiseMinutes = 1,
            FadeStart = double.PositiveInfinity,
            FadeMinutes = 1,
            RugAt = double.PositiveInfinity,
            HasQuietBuckets = false,
            MainPool = Base58.Address(Chance.Key(key, 26)),
            SecondPool = Base58.Address(Chance.Key(key, 27)),
        };
    }

    private static double Age(ulong key, Profile profile, TokenRole role) => role switch
    {
        TokenRole.Fresh => 4,
        TokenRole.Rug => Chance.Between(key, 9, 180, 700),
        TokenRole.Dead => 40_000,
        _ => Math.Max(6, Chance.LogNormal(key, 8, profile.AgeMedian, profile.AgeSigma)),
    };

    private static double RugTime(ulong key, TokenRole role, bool isNew, double entry, double stay)
    {
        if (role == TokenRole.Rug)
        {
            return Math.Floor(entry + (stay * Chance.Between(key, 29, 0.4, 0.8)));
        }

        if (role != TokenRole.Ordinary || !isNew)
        {
            return double.PositiveInfinity;
        }

        // An ordinary generated token is rugged with a probability of 1e-4 in two minutes. Together with the tokens of the rug role, this
        // gives the measured rate.
        return Math.Floor(entry - (Math.Log(1 - Chance.Unit(key, 30)) * 20_000));
    }

    private static Unsafe Danger(ulong key, TokenClass tokenClass)
    {
        var share = tokenClass switch { TokenClass.Established => 0.04, TokenClass.Mid => 0.12, _ => 0.16 };
        return Chance.Unit(key, 31) >= share ? Unsafe.No : (Unsafe)(1 + (Chance.Key(key, 32) % 5));
    }
}
