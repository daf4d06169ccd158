namespace BirdeyeDiscovery;

/// <summary>
/// Tracks the refusals of one account. The API uses the same words for an endpoint that the plan does not include and for a suspended
/// account, so the other answers of the account decide which of the two a refusal means.
/// </summary>
/// <remarks>
/// <para>
/// The plan does not include an endpoint that was never answered while other endpoints are. Such a refusal is remembered for a day, because
/// plans are upgraded. A plan may refuse one kind of request to an endpoint and allow another, for example a candle interval, so each kind
/// is tracked on its own.
/// </para>
/// <para>
/// The account is suspended, or its key is refused, when an endpoint refuses that answered before, when several endpoints refuse with no
/// answer in between, and when the trending list refuses, which every plan includes. Such a refusal is temporary: the request is retried
/// after five seconds, and the pause doubles each time, up to a quarter of an hour for the list. A request that was answered before counts
/// as removed from the plan once its pause has grown to an hour while others were answered. Not safe for concurrent use.
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

    /// <summary>Gets the refusal of a request that is not due to be retried yet.</summary>
    public bool TryGet((BirdeyeEndpoint Endpoint, string Kind) question, DateTimeOffset now, out SourceFailure failure)
    {
        var isKnown = _refusals.TryGetValue(question, out var refusal) && refusal.Until > now;
        failure = isKnown ? refusal!.Failure : null!;
        return isKnown;
    }

    /// <summary>Records a refusal and returns the failure as it is classified.</summary>
    public SourceFailure Learn((BirdeyeEndpoint Endpoint, string Kind) question, SourceFailure failure, DateTimeOffset now)
    {
        _refusedInARow.Add(question.Endpoint);
        var before = _refusals.GetValueOrDefault(question);
        if (before is not null && before.Until > now)
        {
            // This request was in flight when another one was refused.
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

    /// <summary>Records that a request was answered, which shows that the account is not suspended.</summary>
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

    // Reclassifies earlier refusals: the first of several refusals was taken for one of the plan.
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

    /// <param name="As">The failure that the API answered with.</param>
    /// <param name="Until">When the request may be sent again.</param>
    /// <param name="Times">How many times in a row the request was refused.</param>
    /// <param name="AnswersBefore">How many requests of the account had been answered before this refusal.</param>
    /// <param name="IsOfAccount">Whether the refusal concerns the account and not the endpoint.</param>
    /// <param name="IsSure">Whether other requests were answered between two refusals.</param>
    private sealed record Refusal(SourceFailure As, DateTimeOffset Until, int Times, long AnswersBefore, bool IsOfAccount, bool IsSure)
    {
        public SourceFailure Failure => IsOfAccount ? As with { Kind = SourceFailureKind.AccountRefused } : As;
    }
}
