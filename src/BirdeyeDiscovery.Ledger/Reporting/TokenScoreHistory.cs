using System.Diagnostics;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the scores of one token, row by row.</summary>
/// <param name="address">The mint address.</param>
/// <param name="symbol">The symbol, a label that anybody can choose.</param>
/// <param name="entries">The scores, newest first.</param>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {Entries.Count} scores")]
public sealed class TokenScoreHistory(string address, string? symbol, IReadOnlyList<ScoreHistoryEntry> entries)
{
    /// <summary>Gets the mint address.</summary>
    public string Address { get; } = address;

    /// <summary>Gets the symbol, a label that anybody can choose; <see langword="null"/> if no row has it.</summary>
    public string? Symbol { get; } = symbol;

    /// <summary>Gets the scores, newest first.</summary>
    public IReadOnlyList<ScoreHistoryEntry> Entries { get; } = entries;
}
