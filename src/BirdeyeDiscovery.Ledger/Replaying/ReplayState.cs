namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The tokens as a replay left them, beside the tokens as they really were. A difference between what a real cycle left and what the next
/// one found was made by somebody else (a person, a seed, the bot), so it is made in the replay too.
/// </summary>
internal sealed class ReplayState(IDiscoveryHistory history)
{
    private readonly Dictionary<string, TrackedToken> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedToken> _real = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _migrations = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, int>? _warmUps;
    private DateTimeOffset? _last;

    /// <summary>Gets the tokens as the replay left them, by address.</summary>
    public IReadOnlyDictionary<string, TrackedToken> Tokens => _own;

    public IReadOnlyList<string> Active => ActiveOf(_own);

    public IReadOnlyList<string> ReallyActive => ActiveOf(_real);

    /// <summary>Takes over into the replay what others changed between the last real cycle and this one.</summary>
    public async ValueTask FollowAsync(CycleInput input, CancellationToken cancellationToken)
    {
        foreach (var step in input.State.Migrations)
        {
            _migrations[step.Key] = step.Value;
        }

        var found = input.State.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        Rename(found);
        foreach (var (address, actual) in found)
        {
            var expected = _real.GetValueOrDefault(address);
            if (_own.TryGetValue(address, out var own))
            {
                _own[address] = Changed(own, expected, actual);
            }
            else if (expected is null
                || expected.IsPermanent != actual.IsPermanent
                || (expected.Status == TokenStatus.Removed && actual.Status == TokenStatus.Active))
            {
                // The replay takes over a token that was tracked before it began, and one that a person or a seed added or whose pin they
                // changed. It does not take over a token that only a real cycle added.
                _own[address] = actual;
            }

            _real[address] = actual;
        }

        // The stored input of a replayed cycle has every active token. A token that was active after the last real cycle and is missing
        // here was paused or removed by a person.
        foreach (var gone in _real.Values.Where(token => token.Status == TokenStatus.Active && !found.ContainsKey(token.Address)).ToArray())
        {
            await LeaveAsync(gone, input.CycleTimestamp, cancellationToken).ConfigureAwait(false);
        }

        _warmUps ??= input.State.WarmUpCycles;
    }

    /// <summary>Gets the state that a cycle of the replay starts from.</summary>
    public CycleState For(CycleInput input)
    {
        var candidates = input.Candidates.Select(static facts => facts.Address).ToHashSet(StringComparer.Ordinal);
        return input.State with
        {
            // The replay keeps PeakLiquidityUsd as stored: peaks are readings of the market before this cycle, which no decision of the
            // replay changes.
            Tokens = [.. _own.Values
                .Where(token => token.Status != TokenStatus.Removed || candidates.Contains(token.Address))
                .OrderBy(static token => token.Id == 0 ? long.MaxValue : token.Id)],
            Migrations = _migrations,
            WarmUpCycles = _warmUps!,
        };
    }

    /// <summary>Stores the plan of the replay and the real one, as a store does.</summary>
    public void Commit(CyclePlan own, CyclePlan real)
    {
        Store(_own, own);
        Store(_real, real);
        _last = real.Snapshot.CycleTimestamp;
        if (own.Snapshot.Outcome != CycleOutcome.Failed)
        {
            _warmUps = own.Scores
                .Where(static row => row.ActionReason.StartsWith(ReasonCodes.WarmUp, StringComparison.Ordinal))
                .ToDictionary(
                    static row => row.TokenAddress,
                    row => _warmUps!.GetValueOrDefault(row.TokenAddress) + 1,
                    StringComparer.Ordinal);
        }
    }

    private static void Store(Dictionary<string, TrackedToken> rows, CyclePlan plan)
    {
        foreach (var token in plan.Tokens)
        {
            var stored = rows.GetValueOrDefault(token.Address);
            rows[token.Address] = stored is null ? token with { StrategyVersion = 1 } : token with
            {
                Id = stored.Id,
                StrategyType = stored.StrategyType,
                StrategyConfig = stored.StrategyConfig,
                StrategyVersion = stored.StrategyVersion,
                StrategyByHand = stored.StrategyByHand,
                TradesCount = stored.TradesCount,
                WinCount = stored.WinCount,
                TotalPnlUsd = stored.TotalPnlUsd,
            };
        }

        foreach (var assignment in plan.Strategies)
        {
            rows[assignment.TokenAddress] = rows[assignment.TokenAddress] with
            {
                StrategyType = assignment.StrategyType,
                StrategyConfig = assignment.StrategyConfig,
                StrategyVersion = assignment.ExpectedVersion + 1,
            };
        }
    }

    // A field that differs between the end of a real cycle and the start of the next was changed by somebody else, so its new value is
    // taken over. The fields that only cycles change keep the values of the replay.
    private static TrackedToken Changed(TrackedToken own, TrackedToken? expected, TrackedToken actual)
    {
        var changed = own with { Id = actual.Id, Revision = actual.Revision };
        if (expected is null)
        {
            // A cycle of the replay had added this token before it was tracked in reality. In reality somebody else has added it now.
            return changed with
            {
                IsPermanent = actual.IsPermanent,
                HeldBy = actual.HeldBy,
                HoldReason = actual.HoldReason,
                Status = actual.HeldBy is not null || actual.IsPermanent ? actual.Status : own.Status,
            };
        }

        if (expected.Status != actual.Status)
        {
            changed = changed with
            {
                Status = actual.Status,
                StatusReason = actual.StatusReason,
                StatusCycles = actual.StatusCycles,
                DeactivatedAt = actual.DeactivatedAt,
            };
        }

        if ((expected.StrategyType, expected.StrategyConfig, expected.StrategyByHand)
            != (actual.StrategyType, actual.StrategyConfig, actual.StrategyByHand))
        {
            changed = changed with
            {
                StrategyType = actual.StrategyType,
                StrategyConfig = actual.StrategyConfig,
                StrategyByHand = actual.StrategyByHand,
            };
        }

        return changed with
        {
            IsPermanent = expected.IsPermanent == actual.IsPermanent ? own.IsPermanent : actual.IsPermanent,
            HeldBy = expected.HeldBy == actual.HeldBy ? own.HeldBy : actual.HeldBy,
            HoldReason = expected.HoldReason == actual.HoldReason ? own.HoldReason : actual.HoldReason,
            StrategyVersion = own.StrategyVersion + actual.StrategyVersion - expected.StrategyVersion,
            TradesCount = actual.TradesCount,
            WinCount = actual.WinCount,
            TotalPnlUsd = actual.TotalPnlUsd,
        };
    }

    // A token keeps its id when it migrates, so a new address with a known id is the new address of that token, and the replay renames it.
    private void Rename(Dictionary<string, TrackedToken> found)
    {
        foreach (var actual in found.Values.Where(token => !_real.ContainsKey(token.Address)))
        {
            if (_real.Values.FirstOrDefault(token => token.Id == actual.Id && token.Id != 0) is { } old)
            {
                _real.Remove(old.Address);
                _real[actual.Address] = old with { Address = actual.Address };
                if (_own.Remove(old.Address, out var own))
                {
                    _own[actual.Address] = own with { Address = actual.Address };
                }
            }
        }
    }

    private async ValueTask LeaveAsync(TrackedToken gone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var events = await history.GetEventHistoryAsync(
            gone.Address, _last ?? now, now.AddTicks(TimeSpan.TicksPerMillisecond), cancellationToken).ConfigureAwait(false);
        var status = events.FirstOrDefault(static row => row.SnapshotId is null && row.ToStatus is not null);
        var left = gone with { Status = status?.ToStatus ?? TokenStatus.Removed, HeldBy = status?.Reason ?? ReasonCodes.ByHand };
        _real[gone.Address] = left;
        if (_own.TryGetValue(gone.Address, out var own))
        {
            _own[gone.Address] = own with
            {
                Status = left.Status,
                HeldBy = left.HeldBy,
                StatusCycles = 0,
                DeactivatedAt = status?.CreatedAt ?? now,
            };
        }
    }

    private static IReadOnlyList<string> ActiveOf(Dictionary<string, TrackedToken> rows) =>
        [.. rows.Values.Where(static token => token.Status == TokenStatus.Active)
            .Select(static token => token.Address)
            .Order(StringComparer.Ordinal)];
}
