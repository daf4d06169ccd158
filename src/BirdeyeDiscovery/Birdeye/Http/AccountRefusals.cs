namespace BirdeyeDiscovery;

/// <summary>
/// Tracks the refusals of one account. The API uses the same words for an endpoint that the plan does not include and for a suspended
/// account, so the other answers of the account decide which of the two a refusal means.
/// </summary>
/// <remarks>
/// <para>
/// The plan does not include an endpoint when the answer says so and the endpoint was never answered. The usual text names both reasons
/// ("either suspended or lacks sufficient permissions"). It is believed to mean the plan once other requests were answered between two
/// refusals. Until then the inputs of the endpoint are unknown, and the call counts as one of a suspended account. A plan may refuse one
/// kind of request to an endpoint and allow another, for example a candle interval, so each kind is tracked on its own.
/// </para>
/// <para>
/// The account is suspended, or its key is refused, when the answer names only a suspension, when a 403 does not name the plan, when an
/// endpoint refuses that answered before, when several endpoints refuse with no answer in between, and when the trending list refuses,
/// which every plan includes. A request that was answered before counts as removed from the plan after it was refused for an hour while
/// others were answered. An answer to a request that was sent before a refusal says nothing about the time after it.
/// </para>
/// <para>
/// Every refusal is temporary: the request is sent again after five seconds, and the pause doubles each time, up to half an hour, or a
/// quarter of an hour for the list. A refusal by the plan that has lasted for an hour is repeated once a day, because plans are upgraded.
/// An endpoint whose figures a dearer one has too is requested again after an hour, as soon as its refusal is one of the plan.
/// The answers to an earlier process are therefore not needed. Not safe for concurrent use.
/// </para>
/// </remarks>
internal sealed class AccountRefusals
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestOfList = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestOfAny = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<(BirdeyeEndpoint Endpoint, string Kind), Refusal> _refusals = [];
    private readonly HashSet<(BirdeyeEndpoint Endpoint, string Kind)> _answered = [];
    private readonly HashSet<BirdeyeEndpoint> _refusedInARow = [];
    private long _answers;
    private long _lastRefusal;

    /// <summary>Gets the endpoints that the account's plan refuses.</summary>
    public IEnumerable<BirdeyeEndpoint> NotIncluded =>
        _refusals.Where(static entry => !entry.Value.IsOfAccount).Select(static entry => entry.Key.Endpoint);

    /// <summary>Gets the remembered refusal of a request to the API that is not due to be retried yet.</summary>
    public bool TryGet((BirdeyeEndpoint Endpoint, string Kind) question, DateTimeOffset now, out SourceFailure failure)
    {
        var isKnown = _refusals.TryGetValue(question, out var refusal) && refusal.Until > now;
        failure = isKnown ? refusal!.Failure : null!;
        return isKnown;
    }

    /// <summary>Records a refusal by the API and returns the failure as it is classified.</summary>
    public SourceFailure Learn(
        (BirdeyeEndpoint Endpoint, string Kind) question, SourceFailure failure, DateTimeOffset now, long refusalNumber)
    {
        _lastRefusal = refusalNumber;
        _refusedInARow.Add(question.Endpoint);
        var before = _refusals.GetValueOrDefault(question);
        if (before is not null && before.Until > now)
        {
            // This request to the API was in flight when another one was refused, so it does not count as a further refusal.
            return before.Failure;
        }

        var times = (before?.Times ?? 0) + 1;
        var since = before?.Since ?? now;
        var othersAnswer = before is not null && _answers > before.AnswersBefore;
        var isLasting = othersAnswer && now - since >= Lasting;
        var isOfAccount = question.Endpoint == BirdeyeEndpoint.Trending
            || failure.Kind == SourceFailureKind.AccountRefused
            || (_answered.Contains(question)
                ? !isLasting
                : !othersAnswer && (_refusedInARow.Count > 1 || FailureRules.SpeaksOfSuspension(failure.Detail)));
        var longest = question.Endpoint == BirdeyeEndpoint.Trending ? LongestOfList : LongestOfAny;
        var pause = isOfAccount ? PauseAfter(times, longest)
            : isLasting ? Day
            : othersAnswer && FailureRules.IsOptional(question.Endpoint) ? Lasting
            : PauseAfter(times, longest);
        if (!isOfAccount)
        {
            _answered.Remove(question);
        }

        // Such a refusal by the API may come from the plan or from a suspended account. Until this is known, the inputs of the endpoint are
        // unknown and the call does not count as failed. Two endpoints are excepted: every plan includes the trending list, and no token
        // enters without the security answer, so a first refusal of either is a failed call.
        var mayBeOfPlan = question.Endpoint is not (BirdeyeEndpoint.Trending or BirdeyeEndpoint.Security)
            && !_answered.Contains(question)
            && _refusedInARow.Count == 1
            && (FailureRules.SpeaksOfPlan(failure.Detail) || !FailureRules.SpeaksOfSuspension(failure.Detail));
        var refusal = new Refusal(failure, now + pause, since, times, _answers, refusalNumber, isOfAccount, othersAnswer, mayBeOfPlan);
        _refusals[question] = refusal;
        if (_refusedInARow.Count > 1 && isOfAccount)
        {
            Doubt(now);
        }

        return refusal.Failure;
    }

    /// <summary>Records that the API answered a request, which shows that the account is not suspended.</summary>
    /// <param name="question">The request.</param>
    /// <param name="sent">The number of refusals that had arrived when the request was sent.</param>
    public void Answered((BirdeyeEndpoint Endpoint, string Kind) question, long sent)
    {
        _answered.Add(question);
        if (_refusals.TryGetValue(question, out var own) && sent >= own.Number)
        {
            _refusals.Remove(question);
        }

        if (sent < _lastRefusal)
        {
            return;
        }

        if (_refusedInARow.Count > 1)
        {
            foreach (var (refused, refusal) in _refusals.Where(static entry => entry.Value.IsOfAccount).ToArray())
            {
                _refusals[refused] = refusal with { Until = default };
            }
        }

        _refusedInARow.Clear();
        _answers++;
    }

    private static TimeSpan PauseAfter(int times, TimeSpan longest) =>
        times <= 20 && First * (1L << (times - 1)) is var pause && pause < longest ? pause : longest;

    // The first of several refusals in a row may have been taken for one of the plan. When another endpoint refuses too, the earlier
    // refusals become refusals of the account.
    private void Doubt(DateTimeOffset now)
    {
        foreach (var (question, refusal) in _refusals.ToArray())
        {
            if (refusal.AnswersBefore != _answers || refusal.IsSure)
            {
                continue;
            }

            _refusals[question] = refusal.IsOfAccount
                ? refusal with { MayBeOfPlan = false }
                : refusal with { IsOfAccount = true, MayBeOfPlan = false, Until = now + First };
        }
    }

    /// <param name="As">The failure that the API answered with.</param>
    /// <param name="Until">When the request may be sent again.</param>
    /// <param name="Since">When the request was first refused in this row.</param>
    /// <param name="Times">How many times in a row the request was refused.</param>
    /// <param name="AnswersBefore">How many requests of the account had been answered before this refusal.</param>
    /// <param name="Number">The number of this refusal among all.</param>
    /// <param name="IsOfAccount">Whether the refusal concerns the account and not the endpoint.</param>
    /// <param name="IsSure">Whether other requests were answered between two refusals.</param>
    /// <param name="MayBeOfPlan">Whether a refusal of the account may as well be one of the plan.</param>
    private sealed record Refusal(
        SourceFailure As,
        DateTimeOffset Until,
        DateTimeOffset Since,
        int Times,
        long AnswersBefore,
        long Number,
        bool IsOfAccount,
        bool IsSure,
        bool MayBeOfPlan)
    {
        public SourceFailure Failure =>
            IsOfAccount ? As with { Kind = SourceFailureKind.AccountRefused, MayBeOfPlan = MayBeOfPlan } : As;
    }
}
