namespace BirdeyeDiscovery.Testing;

/// <summary>Creates text for the generated market that looks like Solana addresses and signatures.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The address of a generated token: 44 characters that decode to exactly 32 bytes.</summary>
    public static string Address(ulong key, string suffix = "")
    {
        Span<char> text = stackalloc char[44];
        Fill(text, key);

        // A first digit of 1 to 15 keeps the generated address between 2^248 and 2^256.
        text[0] = Alphabet[1 + (int)(Chance.Mix(key) % 15)];
        suffix.CopyTo(text[(44 - suffix.Length)..]);
        return new string(text);
    }

    /// <summary>Fills the span with base58 characters of a generated address.</summary>
    public static void Fill(Span<char> text, ulong key)
    {
        var bits = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 8 == 0)
            {
                bits = Chance.Key(key, (ulong)i);
            }

            text[i] = Alphabet[(int)(bits % 58)];
            bits /= 58;
        }
    }
}
