using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>The endpoints that an account's plan refuses, so that each is asked in vain once and not in every cycle.</summary>
/// <remarks>
/// A refusal is asked about again after a day, because plans are upgraded and suspensions end while an engine runs; after a quarter of an
/// hour where the answer gave no reason, or where nothing works without the endpoint. A plan may refuse one kind of question to an endpoint and
/// allow another, as a length of candles: each kind is learned on its own.
/// </remarks>
internal sealed class PlanRefusals(TimeProvider clock)
{
    private static readonly TimeSpan Stated = TimeSpan.FromDays(1);
    private static readonly TimeSpan Doubtful = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(Account Account, BirdeyeEndpoint Endpoint, string Kind), (BirdeyeFailure Failure, DateTimeOffset Until)> _refusals = new();

    public IReadOnlyCollection<BirdeyeEndpoint> Endpoints =>
        [.. _refusals.Where(entry => entry.Value.Until > clock.GetUtcNow()).Select(entry => entry.Key.Endpoint).Distinct().Order()];

    public bool TryGet(Account account, BirdeyeEndpoint endpoint, string kind, out BirdeyeFailure failure)
    {
        var known = _refusals.TryGetValue((account, endpoint, kind), out var refusal) && refusal.Until > clock.GetUtcNow();
        failure = refusal.Failure;
        return known;
    }

    public void Learn(Account account, BirdeyeFailure failure, string kind)
    {
        var lasts = FailureRules.SpeaksOfPlan(failure.Detail) && failure.Endpoint != BirdeyeEndpoint.Trending ? Stated : Doubtful;
        _refusals[(account, failure.Endpoint, kind)] = (failure, clock.GetUtcNow() + lasts);
    }

    /// <summary>Forgets a refusal: the endpoint answered after all.</summary>
    public void Forget(Account account, BirdeyeEndpoint endpoint, string kind) => _refusals.TryRemove((account, endpoint, kind), out _);
}
