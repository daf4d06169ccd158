using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Interprets the bot's open positions for the tokens. Pure.</summary>
internal sealed class PositionsFinding
{
    private const int MostShown = 5;
    private const int LongestShown = 44;
    private const string NoneIsFlat = "no token counts as flat while that is so, and none is removed";

    private readonly HashSet<string> _open;
    private readonly bool _needsRow;

    /// <summary>Interprets the bot's open positions.</summary>
    /// <param name="place">The table and its columns.</param>
    /// <param name="kinds">How the column may identify a token.</param>
    /// <param name="open">The open positions.</param>
    /// <param name="matches">What the texts of the open positions match.</param>
    /// <param name="strays">
    /// The numbers of the column, those of closed positions too, that are no row of a tracked token, if only the values can tell what they
    /// are; otherwise <see langword="null"/>.
    /// </param>
    public PositionsFinding(
        PositionsPlace place,
        IReadOnlyList<PositionToken> kinds,
        IReadOnlyList<OpenPositionGroup> open,
        IReadOnlyCollection<PositionMatch> matches,
        IReadOnlyCollection<string>? strays)
    {
        var used = matches.Where(match => kinds.Contains(match.How)).ToList();
        var named = used.Select(static match => match.Token).ToHashSet(StringComparer.Ordinal);
        _open = used.Select(static match => TokenAddress.Normalize(match.Address)).ToHashSet(StringComparer.Ordinal);
        List<OpenPositionGroup> unmatched = [.. open.Where(position => position.Token is null || !named.Contains(position.Token))];
        var count = open.Sum(static position => position.Count);

        // An address in a position identifies a token by itself; a number or a symbol does so only for a token that has a row.
        var found = used.Select(static match => match.How).Distinct().Order().ToList();
        _needsRow = !kinds.Contains(PositionToken.Address) || found.Exists(static how => how != PositionToken.Address);
        var by = string.Join(" and ", (found.Count > 0 ? found : kinds).Select(Word));
        Way = $"by {by} ({place})";
        var key = kinds.Contains(PositionToken.Id) || place.Token.ForeignKeys.Count == 0 || kinds is [PositionToken.Address]
            ? ""
            : $"; the column refers to {place.Token.ForeignKeys[0]}, so that its numbers are not tracked_tokens.id";
        Summary = count == 0
            ? $"none open ({place}{key})"
            : string.Create(CultureInfo.InvariantCulture, $"{count} open, {Way}");
        var unmatchedCount = unmatched.Sum(static position => position.Count);
        Fault = unmatched.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{unmatchedCount} of {count} open positions in {place} match no tracked token")
                + $"{By(kinds)} ({Shown(unmatched.Select(static position => position.Token))}){key}; {NoneIsFlat}. "
                + "Close them, or set Positions:TokenColumn and Positions:Token"
            : strays is { Count: > 0 }
                ? $"the numbers in {place} are those of tracked tokens only in part ({Shown(strays)} are not), "
                    + $"so that all of them may be numbers of another table; {NoneIsFlat}. "
                    + "Set Positions:Token to Id if they are tracked_tokens.id, "
                    + "or Positions:TokenColumn to a column of addresses or symbols"
                : null;
        Doubts = Fault is null ? [.. Doubted(place, open, isByValue: strays is not null)] : [];
    }

    /// <summary>Gets the number of open positions and how they identify their tokens.</summary>
    public string Summary { get; }

    /// <summary>Gets how open positions identify their tokens, and where they are.</summary>
    public string Way { get; }

    /// <summary>Gets what has to be corrected in the positions before any token can be flat, or null.</summary>
    public string? Fault { get; }

    /// <summary>Gets what was assumed of the table of positions, each with a key under which it is told once.</summary>
    public IReadOnlyList<(string Key, string Text)> Doubts { get; }

    /// <summary>Gets how a column of the bot's positions may identify a token: as configured, by its foreign key, or by its type.</summary>
    /// <returns>The ways; none where a foreign key shows that its numbers are those of another table.</returns>
    public static IReadOnlyList<PositionToken> Kinds(PositionsPlace place, PositionToken asked, string? home)
    {
        if (asked != PositionToken.Auto)
        {
            return [asked];
        }

        var keys = place.Token.ForeignKeys;
        var own = keys.FirstOrDefault(key => IsOfTokens(key, home));
        return own is not null ? [own.Column == "id" ? PositionToken.Id : PositionToken.Address]
            : place.Token.IsWhole ? keys.Count > 0 ? [] : [PositionToken.Id]
            : keys.Count > 0 ? [PositionToken.Address, PositionToken.Symbol]
            : [PositionToken.Address, PositionToken.Symbol, PositionToken.Id];
    }

    /// <summary>Gets whether a foreign key of the bot's positions identifies tracked tokens of this engine.</summary>
    public static bool IsOfTokens(PositionsForeignKey key, string? home) =>
        key.Schema == home && key is { Table: "tracked_tokens", Column: "id" or "address" };

    /// <summary>
    /// Gets whether only the values can tell that a column of the bot's positions holds rows of tracked tokens: some are matched by their
    /// number, and neither the configuration nor a foreign key says so.
    /// </summary>
    public static bool IsByValue(
        PositionsPlace place, PositionToken asked, IReadOnlyList<PositionToken> kinds, IReadOnlyCollection<PositionMatch> matches) =>
        asked == PositionToken.Auto
        && place.Token.ForeignKeys.Count == 0
        && kinds.Contains(PositionToken.Id)
        && matches.Any(static match => match.How == PositionToken.Id);

    /// <summary>Gets the position state of a token. It is unknown if an open position might belong to it.</summary>
    public PositionState Of(string address, IReadOnlySet<string> known) =>
        _open.Contains(TokenAddress.Normalize(address)) ? PositionState.Open
        : Fault is not null || (_needsRow && !known.Contains(address)) ? PositionState.Unknown
        : PositionState.Flat;

    private static IEnumerable<(string Key, string Text)> Doubted(
        PositionsPlace place, IReadOnlyList<OpenPositionGroup> open, bool isByValue)
    {
        if (isByValue)
        {
            yield return (
                $"{place}",
                $"the numbers in {place} are taken for tracked_tokens.id, because each is one and no foreign key says what they are. "
                    + "Set Positions:Token to Id if that is so; if they are numbers of another table, "
                    + "set Positions:TokenColumn to a column of addresses or symbols");
        }

        var closings = open.Select(static position => position.ClosedAt).OfType<string>().Where(static closing => !MeansNever(closing));
        if (closings.Any())
        {
            yield return (
                $"{place.Table}.{place.ClosedAt.Name}",
                $"open positions have a closing time in {place.Table}.{place.ClosedAt.Name} that is neither NULL nor a plausible time "
                    + $"({Shown(closings)}), and count as open. "
                    + "Write NULL while a position is open and the time once it is closed, or set Positions:ClosedAtColumn");
        }
    }

    // Some closing times of positions need no explanation in the log: the values that programs write for a time that was not set, and dates
    // that are out of range.
    private static bool MeansNever(string closing) =>
        closing.Trim().ToLowerInvariant() is var text
        && (text is "" or "0" or "f" or "false" or "n" or "no" or "open" or "null" or "none" or "infinity" or "-infinity"
            || (text.Length >= 5 && text[4] == '-' && text[..4].All(char.IsAsciiDigit))
            || (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number is 0 or -1));

    private static string Word(PositionToken kind) => kind switch
    {
        PositionToken.Id => "id",
        PositionToken.Symbol => "symbol",
        _ => "address",
    };

    private static string By(IReadOnlyList<PositionToken> kinds) =>
        kinds.Count == 0 ? "" : $" by {string.Join(" or ", kinds.Select(Word))}";

    private static string Shown(IEnumerable<string?> tokens)
    {
        var some = tokens.Take(MostShown + 1).ToList();
        var shown = some.Take(MostShown).Select(static token => token is null ? "NULL" : $"'{RefusedText.Cut(token, LongestShown)}'");
        return string.Join(", ", shown) + (some.Count > MostShown ? ", …" : "");
    }
}
