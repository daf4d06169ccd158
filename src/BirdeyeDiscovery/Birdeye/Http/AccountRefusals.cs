namespace BirdeyeDiscovery;

/// <summary>
/// The refusals of one account. The API says in the same words that a plan does not include an endpoint and that the account is
/// suspended, so what else was answered decides which of the two it is.
/// </summary>
/// <remarks>
/// <para>
/// The plan does not include what was never answered, while other endpoints are: that is learned for a day, because plans are upgraded. A
/// plan may refuse one kind of question to an endpoint and allow another, as a length of candles; each kind is learned on its own.
/// </para>
/// <para>
/// The account is suspended, or its key refused, where an endpoint refuses that answered before, where several refuse with no answer
/// between them, and where the trending list does, which every plan includes. Such a refusal is a failure that passes: the question is
/// asked again after five seconds, then after twice as long each time, a quarter of an hour at most for the list. What answered before
/// counts as taken out of the plan once that pause has grown to an hour while others were answered. Not safe for concurrent use.
/// </para>
/// </remarks>
internal sealed class AccountRefusals
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestOfList = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Dictionary<(BirdeyeEndpoint Endpoint, string Kind), Refusal> _refusals = [];
    private readonly HashSet<(BirdeyeEndpoint Endpoint, string Kind)> _answered = [];
    private readonly HashSet<BirdeyeEndpoint> _refusedInARow = [];
    private long _answers;

    /// <summary>Gets the endpoints that the plan does not include.</summary>
    public IEnumerable<BirdeyeEndpoint> NotIncluded(DateTimeOffset now) =>
        _refusals.Where(entry => !entry.Value.IsOfAccount && entry.Value.Until > now).Select(static entry => entry.Key.Endpoint);

    /// <summary>Gets the refusal of a question that need not be asked again yet.</summary>
    public bool TryGet((BirdeyeEndpoint Endpoint, string Kind) question, DateTimeOffset now, out SourceFailure failure)
    {
        var isKnown = _refusals.TryGetValue(question, out var refusal) && refusal.Until > now;
        failure = isKnown ? refusal!.Failure : null!;
        return isKnown;
    }

    /// <summary>Learns of a refusal and says what it is.</summary>
    public SourceFailure Learn((BirdeyeEndpoint Endpoint, string Kind) question, SourceFailure failure, DateTimeOffset now)
    {
        _refusedInARow.Add(question.Endpoint);
        var before = _refusals.GetValueOrDefault(question);
        if (before is not null && before.Until > now)
        {
            // It was under way when another one was refused.
            return before.Failure;
        }

        var times = (before?.Times ?? 0) + 1;
        var pause = PauseAfter(times);
        var othersAnswer = before is not null && _answers > before.AnswersBefore;
        var isOfAccount = question.Endpoint == BirdeyeEndpoint.Trending
            || (_answered.Contains(question) ? !(othersAnswer && pause >= Lasting) : _refusedInARow.Count > 1 && !othersAnswer);
        if (!isOfAccount)
        {
            _answered.Remove(question);
            pause = FailureRules.SpeaksOfPlan(failure.Detail) ? Longest : pause;
        }
        else if (question.Endpoint == BirdeyeEndpoint.Trending && pause > LongestOfList)
        {
            pause = LongestOfList;
        }

        var refusal = new Refusal(failure, now + pause, times, _answers, isOfAccount, IsSure: othersAnswer);
        _refusals[question] = refusal;
        if (_refusedInARow.Count > 1 && isOfAccount)
        {
            Doubt(now);
        }

        return refusal.Failure;
    }

    /// <summary>Learns that a question was answered: the account is not suspended.</summary>
    public void Answered((BirdeyeEndpoint Endpoint, string Kind) question)
    {
        if (_refusedInARow.Count > 1)
        {
            foreach (var (refused, refusal) in _refusals.Where(static entry => entry.Value.IsOfAccount).ToArray())
            {
                _refusals[refused] = refusal with { Until = default };
            }
        }

        _refusedInARow.Clear();
        _answers++;
        _answered.Add(question);
        _refusals.Remove(question);
    }

    private static TimeSpan PauseAfter(int times) => times > 20 ? Longest : Shorter(First * (1L << (times - 1)), Longest);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    // The first of several refusals looked like one of the plan.
    private void Doubt(DateTimeOffset now)
    {
        foreach (var (question, refusal) in _refusals.ToArray())
        {
            if (refusal is { IsOfAccount: false, IsSure: false } && refusal.AnswersBefore == _answers)
            {
                _refusals[question] = refusal with { IsOfAccount = true, Until = now + First };
            }
        }
    }

    /// <param name="As">What the API answered.</param>
    /// <param name="Until">When it is asked again.</param>
    /// <param name="Times">How often it was refused in a row.</param>
    /// <param name="AnswersBefore">How many questions of the account had been answered until then.</param>
    /// <param name="IsOfAccount">Whether it speaks of the account and not of the endpoint.</param>
    /// <param name="IsSure">Whether other questions were answered between two refusals.</param>
    private sealed record Refusal(SourceFailure As, DateTimeOffset Until, int Times, long AnswersBefore, bool IsOfAccount, bool IsSure)
    {
        public SourceFailure Failure => IsOfAccount ? As with { Kind = SourceFailureKind.AccountRefused } : As;
    }
}
