using System.Diagnostics;

namespace BirdeyeDiscovery.Configuration;

/// <summary>A token that is tracked from the start.</summary>
/// <param name="address">The mint address.</param>
/// <param name="symbol">The symbol, 1 to 20 characters.</param>
/// <param name="category">The category.</param>
/// <param name="isPermanent">Whether the engine never gates, pauses or removes the token.</param>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {Category}")]
public sealed class SeedToken(
    string address, string symbol, TokenCategory category = TokenCategory.Bluechip, bool isPermanent = true)
{
    /// <summary>Gets wrapped SOL.</summary>
    public static SeedToken Sol { get; } = new("So11111111111111111111111111111111111111112", "SOL");

    /// <summary>Gets Jupiter.</summary>
    public static SeedToken Jup { get; } = new("JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN", "JUP");

    /// <summary>Gets the mint address.</summary>
    public string Address { get; } = address;

    /// <summary>Gets the symbol, 1 to 20 characters.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>Gets the category.</summary>
    public TokenCategory Category { get; } = category;

    /// <summary>Gets a value indicating whether the engine never gates, pauses or removes the token.</summary>
    public bool IsPermanent { get; } = isPermanent;
}
