namespace BirdeyeDiscovery;

/// <summary>
/// The line of entry decides whether a candidate that is not read in full can still change a decision, from the rank keys of the tokens
/// that are. Pure.
/// </summary>
/// <remarks>
/// An unread candidate matters in two ways: it may enter, or take a slot rank from a token that enters or is active. It cannot enter if
/// its best total is below the line of an entry, or if as many tokens as may enter are surely better. It changes the rank of an active
/// token only if it may be better than that token. A candidate that may be better never counts as surely better, because its last answers
/// may fail. Until a token is scored at all, every candidate matters: a cycle in which nothing could be scored has failed.
/// </remarks>
internal sealed class EntryLine
{
    private readonly DiscoveryOptions _options;
    private readonly decimal _line;
    private readonly List<RankKey> _ranked = [];
    private RankKey? _worstExact;
    private bool _isAnyScored;

    public EntryLine(DiscoveryOptions options)
    {
        _options = options;
        _line = options.PauseBelowScore + options.Damping.EntryMargin;
    }

    /// <summary>Adds a token that was read in full to the line of entry.</summary>
    public void Add(ScoredCandidate candidate)
    {
        _isAnyScored |= candidate.HasGoodData;
        if (!candidate.HasGoodData)
        {
            return;
        }

        // The line of entry is at or below the worst key of the active tokens, because their ranks must be exact. So must be the first rank
        // of a permanent token, which is stored; its later ranks decide nothing.
        var key = candidate.Key;
        if (candidate.IsPermanent ? candidate.Token!.DiscoveryRank is null : candidate.Token is { Status: TokenStatus.Active })
        {
            _worstExact = _worstExact is { } worst && key.IsBetterThan(worst) ? worst : key;
        }

        if (candidate.IsPermanent)
        {
            return;
        }

        var place = _ranked.BinarySearch(key);
        _ranked.Insert(place < 0 ? ~place : place, key);
    }

    /// <summary>Gets whether a candidate with this best rank key can still change a decision.</summary>
    public bool MayMatter(RankKey best) => !_isAnyScored || MayEnter(best) || (_worstExact is { } worst && best.IsBetterThan(worst));

    /// <summary>Gets the best slot rank that a candidate with this best rank key can have.</summary>
    public int BestSlotRank(RankKey best) => Better(best) + 1;

    /// <summary>Gets the total that keeps a candidate with this best rank key from entering.</summary>
    public decimal Beaten(RankKey best) => best.Total < _line ? _line : _ranked[_options.ActiveSlots - 1].Total;

    private bool MayEnter(RankKey best) => best.Total >= _line && Better(best) < _options.ActiveSlots;

    private int Better(RankKey best)
    {
        var place = _ranked.BinarySearch(best);
        return place < 0 ? ~place : place;
    }
}
