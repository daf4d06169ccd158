namespace BirdeyeDiscovery;

/// <summary>
/// Chooses what to read next in a staged cycle: active and permanent tokens in full, then the next part of the candidate with the best
/// bound, until no unread candidate can change a decision. It makes no calls, so an audit and a test can follow the same choices.
/// </summary>
/// <param name="input">The input of the cycle; its candidates are replaced by <paramref name="facts"/>.</param>
/// <param name="facts">What is known of each candidate; the caller writes answers into it.</param>
/// <param name="scorer">The scorer.</param>
internal sealed class StagedReads(CycleInput input, CandidateFacts[] facts, IBoundedTokenScorer scorer)
{
    private readonly Dictionary<string, TrackedToken> _tokens =
        SeedTokens.Adopt(input.State, input.Adopted, TransitionTimes.Of(input)).State.Tokens
            .ToDictionary(static token => token.Address, StringComparer.Ordinal);

    private readonly EntryLine _line = new(input.Options.Discovery);
    private readonly SortedSet<(RankKey Best, int Index)> _open = new(new BestFirst());
    private readonly Queue<int> _required = new();
    private readonly HashSet<int> _requiredReading = [];
    private int _reading;

    /// <summary>Gets a value indicating whether staged reads that were taken are still under way.</summary>
    public bool IsReading => _reading > 0;

    /// <summary>Gets the number of candidates of a staged cycle whose next part is surely or possibly needed, to show progress.</summary>
    public int Pending => _reading + _required.Count + _open.Count(candidate => _line.MayMatter(candidate.Best));

    /// <summary>Begins a staged cycle by examining every candidate; called once, after security was read.</summary>
    public void Begin()
    {
        for (var index = 0; index < facts.Length; index++)
        {
            Place(index);
        }
    }

    /// <summary>
    /// Takes the candidates of a staged cycle whose next part is needed, all of the same part; none when there is nothing to read at
    /// present.
    /// </summary>
    /// <param name="most">The largest number of candidates in one call, by part.</param>
    /// <remarks>
    /// A call for several tokens is the cheaper by the token the more it contains. What is left of the first ones, after the required
    /// tokens, is filled with the best candidates, which nearly always must be read. All others of such a call wait until the required
    /// tokens are read in full, because their totals are the line that spares candidates.
    /// </remarks>
    public (MissingPart Part, int[] Indexes) Take(Func<MissingPart, int> most)
    {
        var taken = new List<int>();
        var part = MissingPart.None;
        while (_required.TryPeek(out var index) && Fits(index))
        {
            taken.Add(_required.Dequeue());
            _requiredReading.Add(index);
        }

        if (taken.Count == 0 || taken.Count < most(part))
        {
            TakeOpen();
        }

        _reading += taken.Count;
        return (part, [.. taken]);

        void TakeOpen()
        {
            var isLineOpen = taken.Count == 0 && _requiredReading.Count > 0;
            var chosen = new List<(RankKey Best, int Index)>();
            foreach (var candidate in _open.TakeWhile(candidate => _line.MayMatter(candidate.Best)))
            {
                if (part != MissingPart.None && taken.Count == most(part))
                {
                    break;
                }

                if (!(isLineOpen && most(ScoreBound.Next(facts[candidate.Index])) > 1) && Fits(candidate.Index))
                {
                    taken.Add(candidate.Index);
                    chosen.Add(candidate);
                }
            }

            _open.ExceptWith(chosen);
        }

        bool Fits(int index)
        {
            var next = ScoreBound.Next(facts[index]);
            if (part != MissingPart.None && (next != part || taken.Count >= most(part)))
            {
                return false;
            }

            part = next;
            return true;
        }
    }

    /// <summary>Examines a candidate of a staged cycle again after its part was read.</summary>
    public void Complete(int index)
    {
        _reading--;
        _requiredReading.Remove(index);
        Place(index);
    }

    private void Place(int index)
    {
        var candidate = facts[index];
        var token = _tokens.GetValueOrDefault(candidate.Address);
        var triage = CandidateTriage.Run(input with { Candidates = [candidate] }, _tokens, scorer);
        if (triage.Rejections.Count > 0)
        {
            return;
        }

        if (triage.Unread is [var unread])
        {
            _open.Add((unread.Best, index));
        }
        else if ((token is { Status: TokenStatus.Active } || token.IsExempt()) && ScoreBound.Next(candidate) != MissingPart.None)
        {
            _required.Enqueue(index);
        }
        else
        {
            _line.Add(triage.Scored[0]);
        }
    }

    private sealed class BestFirst : IComparer<(RankKey Best, int Index)>
    {
        public int Compare((RankKey Best, int Index) left, (RankKey Best, int Index) right) =>
            left.Best.CompareTo(right.Best) is var order && order != 0 ? order : left.Index.CompareTo(right.Index);
    }
}
