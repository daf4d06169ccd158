namespace BirdeyeDiscovery.Ledger;

/// <summary>Explains past decisions from the stored inputs of their cycles, over any store.</summary>
internal sealed class DiscoveryExplainer(PastCycles cycles, ITrackedTokenStore tokens) : IDiscoveryExplainer
{
    private const int MostEvents = 10;

    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(60)];

    public async ValueTask<TokenExplanation> ExplainAsync(
        string token, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        var cycle = await ReadAsync(at, cancellationToken).ConfigureAwait(false);
        var address = await TokenResolver.AddressOfAsync(cycle, tokens, token, cancellationToken).ConfigureAwait(false);
        return await ExplainAsync(cycle, address, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<TokenComparison> CompareTokensAsync(
        string first, string second, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(first);
        ArgumentException.ThrowIfNullOrWhiteSpace(second);
        var cycle = await ReadAsync(at, cancellationToken).ConfigureAwait(false);
        var left = await TokenResolver.AddressOfAsync(cycle, tokens, first, cancellationToken).ConfigureAwait(false);
        var right = await TokenResolver.AddressOfAsync(cycle, tokens, second, cancellationToken).ConfigureAwait(false);
        return TokenComparer.Compare(
            await ExplainAsync(cycle, left, cancellationToken).ConfigureAwait(false),
            await ExplainAsync(cycle, right, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<CycleComparison> CompareCyclesAsync(
        DateTimeOffset earlier, DateTimeOffset later, CancellationToken cancellationToken = default)
    {
        var first = await RowsAsync(earlier, cancellationToken).ConfigureAwait(false);
        var second = await RowsAsync(later, cancellationToken).ConfigureAwait(false);
        return CycleComparer.Compare(first, second);
    }

    private async ValueTask<PastCycle> ReadAsync(DateTimeOffset? at, CancellationToken cancellationToken) =>
        await cycles.ReadAsync(await cycles.FindAsync(at, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    private async ValueTask<CycleRows> RowsAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var snapshot = await cycles.FindAsync(at, cancellationToken).ConfigureAwait(false);
        return new CycleRows(
            snapshot,
            await cycles.History.GetScoresAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
            await cycles.History.GetRejectionsAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
            await cycles.History.GetEventsOfCycleAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
            await cycles.TryReadAsync(snapshot, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<TokenExplanation> ExplainAsync(PastCycle cycle, string address, CancellationToken cancellationToken)
    {
        var history = cycles.History;
        var time = cycle.Input.CycleTimestamp;
        var plan = cycle.Plan();
        var differences = RowDifferences.Of(
            cycle.Snapshot,
            await history.GetScoresAsync(cycle.Snapshot.Id, cancellationToken).ConfigureAwait(false),
            await history.GetRejectionsAsync(cycle.Snapshot.Id, cancellationToken).ConfigureAwait(false),
            await history.GetEventsOfCycleAsync(cycle.Snapshot.Id, cancellationToken).ConfigureAwait(false),
            plan);
        var events = StorableText.CanStore(address)
            ? await history.GetEventHistoryAsync(
                address, DateTimeOffset.UnixEpoch, time.AddTicks(TimeSpan.TicksPerMillisecond), cancellationToken).ConfigureAwait(false)
            : [];
        var explanation = TokenExplainer.Explain(cycle, plan, address) with
        {
            Events = [.. events.Take(MostEvents)],
            Differences = [.. differences.Where(row => row.TokenAddress == address)],
        };
        return explanation.Decision == TokenDecision.NotRead
            ? await WithLastReadAsync(explanation, time, cancellationToken).ConfigureAwait(false)
            : explanation;
    }

    private async ValueTask<TokenExplanation> WithLastReadAsync(
        TokenExplanation explanation, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var address = explanation.Address;
        if (!StorableText.CanStore(address))
        {
            return explanation;
        }

        var score = await cycles.History.GetScoreAsOfAsync(address, before, cancellationToken).ConfigureAwait(false);
        var rejection = await LastRejectionAsync(address, score?.CycleTimestamp, before, cancellationToken).ConfigureAwait(false);
        var last = rejection is { } later ? (later.CycleTimestamp, later.Rejection.Symbol)
            : score is null ? default((DateTimeOffset Time, string Symbol)?)
            : (score.CycleTimestamp, score.Score.Symbol);
        if (last is not { } read)
        {
            return explanation;
        }

        var snapshot = await cycles.History.FindSnapshotAsync(read.Time, cancellationToken).ConfigureAwait(false);
        var input = snapshot is null ? null : await cycles.TryReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return explanation with
        {
            Symbol = explanation.Symbol ?? read.Symbol,
            LastRead = read.Time,
            LastListPosition = input?.IndexOf(address) is >= 0 and var index ? input.Input.Candidates[index].ListPosition : null,
        };
    }

    // The explanation names the last rejection of a token. The store returns all rejections of a period at once. The search therefore
    // starts with a short period and extends it until the period has a rejection.
    private async ValueTask<RejectionHistoryEntry?> LastRejectionAsync(
        string address, DateTimeOffset? after, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var earliest = after ?? DateTimeOffset.UnixEpoch;
        foreach (var from in Windows.Select(window => before - window).Append(earliest))
        {
            var start = from > earliest ? from : earliest;
            var found = await cycles.History.GetRejectionHistoryAsync(address, start, before, cancellationToken).ConfigureAwait(false);
            if (found.Count > 0 || start == earliest)
            {
                return found.Count > 0 ? found[0] : null;
            }
        }

        return null;
    }
}
