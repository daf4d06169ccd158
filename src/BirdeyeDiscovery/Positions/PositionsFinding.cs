using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Interprets the open positions for the tokens. Pure.</summary>
internal sealed class PositionsFinding
{
    private const int MostShown = 5;
    private const int LongestShown = 44;

    private readonly HashSet<string> _open;
    private readonly List<OpenPositionGroup> _unmatched;
    private readonly bool _needsRow;
    private readonly long _count;

    public PositionsFinding(
        PositionsPlace place,
        PositionToken asked,
        IReadOnlyList<OpenPositionGroup> open,
        IReadOnlyCollection<PositionMatch> matches)
    {
        var kinds = Kinds(place, asked);
        var used = matches.Where(match => kinds.Contains(match.How)).ToList();
        var named = used.Select(static match => match.Token).ToHashSet(StringComparer.Ordinal);
        _open = used.Select(static match => TokenAddress.Normalize(match.Address)).ToHashSet(StringComparer.Ordinal);
        _unmatched = [.. open.Where(position => position.Token is null || !named.Contains(position.Token))];
        _count = open.Sum(static position => position.Count);

        // An address identifies a token by itself; a number or a symbol does so only for a token that has a row.
        var found = used.Select(static match => match.How).Distinct().Order().ToList();
        _needsRow = !kinds.Contains(PositionToken.Address) || found.Exists(static how => how != PositionToken.Address);
        var by = string.Join(" and ", (found.Count > 0 ? found : kinds).Select(Word));
        Way = $"by {by} ({place})";
        Summary = _count == 0
            ? $"none open ({place})"
            : string.Create(CultureInfo.InvariantCulture, $"{_count} open, {Way}");
        Fault = _unmatched.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{_unmatched.Sum(static position => position.Count)} of {_count} open positions in {place} match no tracked token by {string.Join(" or ", kinds.Select(Word))} ({Shown()}); "
                + $"no token counts as flat while that is so, and none is removed. Close them, or set Positions:TokenColumn and Positions:Token");
    }

    /// <summary>Gets the number of open positions and how they identify their tokens.</summary>
    public string Summary { get; }

    /// <summary>Gets how they identify their tokens, and where they are.</summary>
    public string Way { get; }

    /// <summary>Gets what has to be corrected before any token can be flat, or null.</summary>
    public string? Fault { get; }

    /// <summary>Gets how the column may identify a token: as configured, or by its type.</summary>
    public static IReadOnlyList<PositionToken> Kinds(PositionsPlace place, PositionToken asked) =>
        asked != PositionToken.Auto ? [asked]
            : place.Token.IsWhole ? [PositionToken.Id]
            : [PositionToken.Address, PositionToken.Symbol, PositionToken.Id];

    /// <summary>Gets the position state of a token. It is unknown if an open position might belong to it.</summary>
    public PositionState Of(string address, IReadOnlySet<string> known) =>
        _open.Contains(TokenAddress.Normalize(address)) ? PositionState.Open
        : _unmatched.Count > 0 || (_needsRow && !known.Contains(address)) ? PositionState.Unknown
        : PositionState.Flat;

    private static string Word(PositionToken kind) => kind switch
    {
        PositionToken.Id => "id",
        PositionToken.Symbol => "symbol",
        _ => "address",
    };

    private string Shown()
    {
        var shown = _unmatched.Take(MostShown).Select(static position => position.Token is { } token ? $"'{Clean(token)}'" : "NULL");
        return string.Join(", ", shown) + (_unmatched.Count > MostShown ? ", …" : "");
    }

    // The text is the bot's; it must not break a line of the log.
    private static string Clean(string text) =>
        new(
            [.. (text.Length > LongestShown ? text[..LongestShown] : text)
                .Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
