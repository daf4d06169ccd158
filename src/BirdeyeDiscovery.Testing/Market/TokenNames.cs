namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Symbols of generated tokens as they occur: fashions that many tokens share, plain words, and symbols that break careless code.
/// </summary>
internal static class TokenNames
{
    private static readonly string[] Fashions = ["CHINA", "PNUT2", "TRUMPET", "BABYDOGE", "GROKAI", "67", "COPIUM", "LABUBU"];

    private static readonly string[] Heads =
        [
            "dog", "cat", "pepe", "moon", "chad", "frog", "ape", "giga", "bonk", "wif", "turbo", "based", "chill", "sad", "king", "mini",
            "mega", "ai"
        ];

    private static readonly string[] Tails =
        [
            "inu", "coin", "fun", "hat", "ify", "bot", "wif", "sol", "cash", "x", "dao", "boy", "girl", "zilla", "pad", "rocket", "420",
            "guy"
        ];

    private static readonly string[] Odd =
    [
        "R.S C0IN", "$PLAT", "r/snoofi", "\U0001F680\U0001F315", "Fartcoin ", new string('A', 5000), "SOL", "it\u2019s so over", "",
        "\u202Ekcits",
        "JUP", "a:b*c?", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "NULL", "<b>1</b>",
    ];

    public static (string Symbol, string Name) Plain(ulong key)
    {
        if (Chance.Unit(key, 1) < 0.2)
        {
            var fashion = Fashions[Chance.Key(key, 2) % (ulong)Fashions.Length];
            return (fashion, fashion + " Coin");
        }

        var head = Heads[Chance.Key(key, 3) % (ulong)Heads.Length];
        var tail = Tails[Chance.Key(key, 4) % (ulong)Tails.Length];
        return ((head + tail).ToUpperInvariant(), head + " " + tail);
    }

    /// <summary>Returns the odd symbols of generated tokens one after another, so that a few hours show all of them.</summary>
    public static (string Symbol, string Name) Strange(ulong number)
    {
        var symbol = Odd[number % (ulong)Odd.Length];
        return (symbol, symbol.Length > 100 ? "a very long symbol" : symbol + " token ");
    }
}
