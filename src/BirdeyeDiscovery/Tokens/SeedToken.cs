namespace BirdeyeDiscovery.Configuration;

/// <summary>A token that is tracked from the start.</summary>
/// <param name="Address">The mint address.</param>
/// <param name="Symbol">The symbol, 1 to 20 characters.</param>
/// <param name="Category">The category.</param>
/// <param name="IsPermanent">Whether the engine never gates, pauses or removes the token.</param>
public sealed record SeedToken(string Address, string Symbol, TokenCategory Category = TokenCategory.Bluechip, bool IsPermanent = true)
{
    /// <summary>Gets wrapped SOL.</summary>
    public static SeedToken Sol { get; } = new("So11111111111111111111111111111111111111112", "SOL");

    /// <summary>Gets Jupiter.</summary>
    public static SeedToken Jup { get; } = new("JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN", "JUP");
}
