namespace BirdeyeDiscovery;

/// <summary>The exception for a symbol that several tokens have: a symbol is a label, the address is the identity.</summary>
public sealed class AmbiguousSymbolException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="AmbiguousSymbolException"/> class.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="addresses">The addresses of the tokens that have it.</param>
    public AmbiguousSymbolException(string symbol, IReadOnlyList<string> addresses)
        : base($"The symbol '{symbol}' belongs to {addresses.Count} tokens: {string.Join(", ", addresses)}. Ask by address.") =>
        (Symbol, Addresses) = (symbol, addresses);

    /// <summary>Gets the ambiguous symbol, which is the label of several tokens.</summary>
    internal string Symbol { get; }

    /// <summary>Gets the addresses of the tokens that have the symbol.</summary>
    public IReadOnlyList<string> Addresses { get; }
}
