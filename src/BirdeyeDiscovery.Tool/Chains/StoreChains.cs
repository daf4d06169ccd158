using System.Collections.Concurrent;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Represents the chains of the cycles in a store. No table has a column for the chain. It is part of the input of a cycle, and equal
/// options hashes mean equal chains, so one input of each hash is read.
/// </summary>
internal sealed class StoreChains
{
    private readonly IDiscoveryHistory _history;
    private readonly ConcurrentDictionary<string, string?> _byHash = new(StringComparer.Ordinal);

    private StoreChains(IDiscoveryHistory history) => _history = history;

    /// <summary>Gets the chains in alphabetical order. A cycle whose input is not stored adds none.</summary>
    public IReadOnlyList<string> Names =>
        [.. _byHash.Values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Gets the chains as a person reads them: <c>the chain solana</c>, <c>the chains base and solana</c>.</summary>
    public string Words => Names is [var one]
        ? $"the chain {PlainText.Clean(one, 50)}"
        : $"the chains {string.Join(", ", Names.SkipLast(1).Select(static name => PlainText.Clean(name, 50)))} and "
            + $"{PlainText.Clean(Names[^1], 50)}";

    public static async Task<StoreChains> ReadAsync(IDiscoveryHistory history, CancellationToken cancellationToken)
    {
        var chains = new StoreChains(history);
        foreach (var cycle in await history.GetNewestOfEachOptionsHashAsync(cancellationToken))
        {
            chains._byHash[cycle.OptionsHash] = await ChainAsync(history, cycle.Id, cancellationToken);
        }

        return chains;
    }

    /// <summary>
    /// Gets which of the store's chains a cycle is of, or null if its input is not stored and no other cycle has its options.
    /// </summary>
    public async ValueTask<string?> OfAsync(SnapshotRecord cycle, CancellationToken cancellationToken)
    {
        if (!_byHash.TryGetValue(cycle.OptionsHash, out var chain))
        {
            // A host may have written a cycle with new options since the chains of the store were read.
            _byHash[cycle.OptionsHash] = chain = await ChainAsync(_history, cycle.Id, cancellationToken);
        }

        return chain;
    }

    // The tool does not know the chain of a damaged input; the command that needs the input reports the damage.
    private static async Task<string?> ChainAsync(IDiscoveryHistory history, long id, CancellationToken cancellationToken)
    {
        try
        {
            var block = await history.GetCycleInputAsync(id, cancellationToken);
            return block.IsEmpty ? null : CycleInputCodec.Unpack(block).Chain;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
