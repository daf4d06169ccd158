using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the bot's positions from a table in the database of the store. A position that cannot be read or matched makes the state unknown,
/// never flat.
/// </summary>
/// <remarks>Every read searches the table again, so that a table that is created or moved while the engine runs is found.</remarks>
internal sealed class TableOpenPositions(
    string name,
    PositionsTableOptions options,
    IPositionsTable table,
    TimeProvider clock,
    ILogger logger,
    ILogger engineLogger) : IOpenPositionSource
{
    private const int LongestSymbol = 20;
    private const int MostStrays = 6;

    private readonly WarningThrottle<string> _throttle = new(clock);
    private readonly ConcurrentDictionary<string, bool> _doubted = new(StringComparer.Ordinal);
    private volatile string? _reported;

    /// <summary>Gets why the last read of the positions left tokens unknown; null if it did not.</summary>
    public string? Fault { get; private set; }

    public async ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(
        IReadOnlyCollection<string> addresses,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var asked = addresses.Distinct(StringComparer.Ordinal).ToArray();
        try
        {
            var found = await table.FindAsync(PositionsSearch.Loose(options.Table), cancellationToken).ConfigureAwait(false);
            var candidates = PositionsSearch.Find(options, table.Home, found);
            var (read, unreadable) = await ReadAsync(candidates, cancellationToken).ConfigureAwait(false);
            candidates = candidates with
            {
                Hidden = [.. candidates.Hidden, .. unreadable],
                Misfits = await WithRowsAsync(candidates, cancellationToken).ConfigureAwait(false),
            };
            var (place, fault) = candidates.Choose(table.Home, read);
            return fault is not null ? Unknown(asked, fault)
                : place is null ? WithoutTable(asked, candidates.OfOthers)
                : await LookAsync(place, read.Find(one => one.Place == place).Open, asked, cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException unread)
        {
            return Unknown(asked, $"they could not be read, so that no token counts as flat. {unread.Message.TrimEnd('.')}");
        }
    }

    // Reads all tables that may hold the bot's positions, because their open positions decide which one does. A table that cannot be read
    // may have open positions, so it is reported.
    private async ValueTask<(List<(PositionsPlace Place, IReadOnlyList<OpenPositionGroup> Open)> Read, List<string> Unreadable)> ReadAsync(
        PositionsCandidates candidates,
        CancellationToken cancellationToken)
    {
        List<(PositionsPlace Place, IReadOnlyList<OpenPositionGroup> Open)> read = [];
        List<string> unreadable = [];
        foreach (var place in candidates.Places)
        {
            try
            {
                read.Add((place, await table.ReadOpenAsync(place, cancellationToken).ConfigureAwait(false)));
            }
            catch (DiscoveryStoreException unread) when (candidates.Places.Count > 1)
            {
                unreadable.Add($"{place.Table} could not be read, so that no token counts as flat: {unread.Message.TrimEnd('.')}");
            }
        }

        return (read, unreadable);
    }

    // If another table of positions fits, an empty table that does not fit is ignored, because the bot does not keep its positions there. A
    // table that cannot be read may have rows, so it is kept.
    private async ValueTask<IReadOnlyList<PositionsMisfit>> WithRowsAsync(
        PositionsCandidates candidates, CancellationToken cancellationToken)
    {
        if (candidates.Places.Count == 0)
        {
            return candidates.Misfits;
        }

        List<PositionsMisfit> used = [];
        foreach (var misfit in candidates.Misfits)
        {
            try
            {
                if (misfit.Table.HidesRows || await table.HasRowsAsync(misfit.Table, cancellationToken).ConfigureAwait(false))
                {
                    used.Add(misfit);
                }
            }
            catch (DiscoveryStoreException)
            {
                used.Add(misfit);
            }
        }

        return used;
    }

    private async ValueTask<IReadOnlyDictionary<string, PositionState>> LookAsync(
        PositionsPlace place,
        IReadOnlyList<OpenPositionGroup> read,
        string[] asked,
        CancellationToken cancellationToken)
    {
        List<OpenPositionGroup> open =
        [
            .. read
                .GroupBy(static position => position.Token?.Trim())
                .Select(static group => new OpenPositionGroup(group.Key, group.Sum(static position => position.Count))
                {
                    ClosedAt = group.Max(static position => position.ClosedAt),
                }),
        ];
        var kinds = PositionsFinding.Kinds(place, options.Token, table.Home);
        var matches = await MatchAsync(
            kinds,
            asked,
            [.. open.Select(static position => position.Token).OfType<string>()],
            cancellationToken).ConfigureAwait(false);
        var known = asked.Length == 0 ? [] : await table.KnownAsync(asked, cancellationToken).ConfigureAwait(false);
        var strays = PositionsFinding.IsByValue(place, options.Token, kinds, matches)
            ? await table.FindStrayNumbersAsync(place, MostStrays, cancellationToken).ConfigureAwait(false)
            : null;
        var finding = new PositionsFinding(place, kinds, open, matches, strays);
        Report(finding);
        var rows = known.ToHashSet(StringComparer.Ordinal);
        return asked.ToDictionary(static address => address, address => finding.Of(address, rows), StringComparer.Ordinal);
    }

    private async ValueTask<List<PositionMatch>> MatchAsync(
        IReadOnlyList<PositionToken> kinds,
        string[] asked,
        string[] texts,
        CancellationToken cancellationToken)
    {
        if (texts.Length == 0)
        {
            return [];
        }

        // A position of the table that names its token by a requested address matches this address, even when the token has no row yet.
        var askedFor = asked.ToLookup(TokenAddress.Normalize, StringComparer.Ordinal);
        List<PositionMatch> matches =
        [
            .. texts.SelectMany(
                text => askedFor[TokenAddress.Normalize(text)].Select(address => new PositionMatch(text, address, PositionToken.Address))),
            .. await table.MatchAsync(texts, cancellationToken).ConfigureAwait(false),
        ];
        string[] symbols = kinds.Contains(PositionToken.Symbol) ? [.. texts.Where(static text => text.Length <= LongestSymbol)] : [];
        if (symbols.Length == 0)
        {
            return matches;
        }

        // Symbols change: a position that was opened under an earlier symbol is still open.
        if (asked.Length > 0)
        {
            matches.AddRange(await table.MatchEarlierSymbolsAsync(asked, symbols, cancellationToken).ConfigureAwait(false));
        }

        string[] left = [.. symbols.Where(symbol => !matches.Exists(match => match.Token == symbol && kinds.Contains(match.How)))];
        if (left.Length > 0)
        {
            matches.AddRange(await table.MatchEarlierSymbolsAsync(null, left, cancellationToken).ConfigureAwait(false));
        }

        return matches;
    }

    private void Report(PositionsFinding finding)
    {
        if (finding.Fault is { } fault)
        {
            Tell(fault);
            return;
        }

        // The way in which positions identify their tokens is logged at the start, after a change and after a fault. Their number is not
        // compared, because it changes all the time.
        Fault = null;
        if (_reported != finding.Way)
        {
            _reported = finding.Way;
            PositionsLog.Read(logger, name, finding.Summary);
        }

        foreach (var (key, doubt) in finding.Doubts)
        {
            if (_doubted.TryAdd(key, true))
            {
                PositionsLog.Doubtful(logger, name, doubt);
            }
        }
    }

    private Dictionary<string, PositionState> WithoutTable(string[] asked, IReadOnlyList<PositionsTable> ofOthers)
    {
        var isFlat = options.WithoutTable == PositionState.Flat;
        var others = ofOthers.Count == 0
            ? ""
            : $" of this engine ({string.Join(", ", ofOthers)} belongs to another one; "
                + "set Positions:Schema if this one's bot writes to it)";
        var what = isFlat
            ? $"there is no table '{options.Table}'{others}, and Positions:WithoutTable says that nothing is traded: every token is flat"
            : $"there is no table '{options.Table}'{others}, so that no token counts as flat and none is removed; "
                + "set Positions:Table, or Positions:WithoutTable to Flat where nothing is traded";
        if (!isFlat && asked.Length > 0)
        {
            Tell(what);
        }
        else
        {
            Fault = null;
            if (_reported != what)
            {
                _reported = what;
                PositionsLog.Missing(engineLogger, name, what);
            }
        }

        return asked.ToDictionary(
            static address => address,
            _ => isFlat ? PositionState.Flat : PositionState.Unknown,
            StringComparer.Ordinal);
    }

    private Dictionary<string, PositionState> Unknown(string[] asked, string fault)
    {
        Tell(fault);
        return asked.ToDictionary(static address => address, static _ => PositionState.Unknown, StringComparer.Ordinal);
    }

    private void Tell(string fault)
    {
        Fault = fault;
        _reported = fault;
        if (_throttle.Allows(fault, out var suppressed))
        {
            PositionsLog.Unknown(
                logger,
                name,
                fault,
                suppressed == 0 ? "" : FormattableString.Invariant($" It was so {suppressed} more times."));
        }
    }
}
