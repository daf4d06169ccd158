namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's what-if answer: how a replay with other options differs from what really happened.</summary>
internal sealed record WhatIf
{
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public long Cycles { get; init; }

    /// <summary>Gets in the tool's what-if answer how many cycles ended with another set of active tokens.</summary>
    public long CyclesThatDiffer { get; init; }

    public DateTimeOffset? FirstDifference { get; init; }

    /// <summary>Gets in the tool's what-if answer how many decisions depend on facts that were never read.</summary>
    public long Undecided { get; init; }

    /// <summary>
    /// Gets in the tool's what-if answer the tokens that were active in one of the two only, with the number of those cycles; most cycles
    /// first.
    /// </summary>
    public IReadOnlyList<WhatIfToken> Tokens { get; init; } = [];

    public static async Task<WhatIf> RunAsync(
        ICycleReplayer replayer,
        IReadOnlyDictionary<string, string> options,
        Period period,
        CancellationToken cancellationToken)
    {
        var (cycles, differ, undecided) = (0L, 0L, 0L);
        DateTimeOffset? first = null;
        var tokens = new Dictionary<string, (string? Symbol, long OnlyReplay, long OnlyReal)>(StringComparer.Ordinal);
        var change = new ReplayChange { Configure = target => OptionValues.Apply(options, target) };
        await foreach (var cycle in replayer.ReplayAsync(change, period.From, period.To, cancellationToken))
        {
            cycles++;
            undecided += cycle.Undecided.Count;
            var added = cycle.Active.Except(cycle.StoredActive, StringComparer.Ordinal).ToList();
            var missing = cycle.StoredActive.Except(cycle.Active, StringComparer.Ordinal).ToList();
            if (added.Count + missing.Count > 0)
            {
                differ++;
                first ??= cycle.Plan.Snapshot.CycleTimestamp;
            }

            Count(added, cycle, tokens, 1, 0);
            Count(missing, cycle, tokens, 0, 1);
        }

        return new WhatIf
        {
            Options = options,
            Cycles = cycles,
            CyclesThatDiffer = differ,
            FirstDifference = first,
            Undecided = undecided,
            Tokens =
            [
                .. tokens
                    .Select(static token => new WhatIfToken(token.Key, token.Value.Symbol, token.Value.OnlyReplay, token.Value.OnlyReal))
                    .OrderByDescending(static token => token.OnlyInReplay + token.OnlyInReality)
                    .ThenBy(static token => token.Address, StringComparer.Ordinal),
            ],
        };
    }

    private static void Count(
        List<string> addresses,
        ReplayedCycle cycle,
        Dictionary<string, (string? Symbol, long OnlyReplay, long OnlyReal)> tokens,
        int replay,
        int real)
    {
        foreach (var address in addresses)
        {
            var (symbol, onlyReplay, onlyReal) = tokens.GetValueOrDefault(address);
            symbol ??= cycle.Plan.Scores.FirstOrDefault(row => row.TokenAddress == address)?.Symbol;
            tokens[address] = (symbol, onlyReplay + replay, onlyReal + real);
        }
    }
}
