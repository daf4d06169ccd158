namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Decides on operators' actions. It is pure: every store calls it inside the transaction that writes, so that all stores answer the same.
/// </summary>
public static class OperatorRules
{
    /// <summary>Lists the actions of an operator that the status of a token allows.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The actions.</returns>
    internal static IReadOnlyList<OperatorAct> AllowedIn(TokenStatus status) => status switch
    {
        TokenStatus.Active =>
        [
            OperatorAct.Pause, OperatorAct.Resume, OperatorAct.Pin, OperatorAct.Unpin, OperatorAct.Remove, OperatorAct.Migrate,
            OperatorAct.Track,
        ],
        TokenStatus.Paused =>
            [OperatorAct.Pause, OperatorAct.Resume, OperatorAct.Pin, OperatorAct.Unpin, OperatorAct.Remove, OperatorAct.Migrate],
        _ => [OperatorAct.Unpin, OperatorAct.Remove, OperatorAct.Allow, OperatorAct.Migrate, OperatorAct.Track],
    };

    /// <summary>Decides on an action.</summary>
    /// <param name="command">The action.</param>
    /// <param name="facts">What is stored.</param>
    /// <returns>The answer, and what to write.</returns>
    public static OperatorDecision Decide(OperatorCommand command, OperatorFacts facts)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Earlier is { } earlier)
        {
            var isSame = earlier.Act == command.Act && earlier.Address == command.Address && earlier.NewAddress == command.NewAddress;
            return isSame
                ? Answer(
                    OperatorStatus.Applied,
                    $"Done before under the request id '{command.RequestId}', by {earlier.By}.",
                    facts.Token ?? facts.Target)
                : Refused(
                    OperatorRefusal.RequestReused,
                    $"The request id '{command.RequestId}' belongs to another action: {StoredText.Of(earlier.Act)} of {earlier.Address}.",
                    facts.Token);
        }

        if (facts.Token is not { } token)
        {
            return command.Act == OperatorAct.Track && facts.MovedTo is null ? Enter(command) : Unknown(command, facts);
        }

        var allowed = AllowedFor(token);
        if (!allowed.Contains(command.Act))
        {
            var why = command.Act == OperatorAct.Track && token.HeldBy is { } by && token.Status == TokenStatus.Removed
                ? $": {by} removed it ({token.HoldReason}); allow it first"
                : $"; allowed are {string.Join(", ", allowed.Select(StoredText.Of))}";
            return Refused(
                OperatorRefusal.Status,
                $"{Named(token)} is {StoredText.Of(token.Status)}, and {StoredText.Of(command.Act)} is not allowed then{why}.",
                token);
        }

        var reason = ReasonOf(command);
        return command.Act switch
        {
            OperatorAct.Pause => Pause(command, token, reason),
            OperatorAct.Resume => token.Status == TokenStatus.Active
                ? Same($"{Named(token)} is active already.", token)
                : Applied("is active", TokenTransitions.ResumeByHand(token, reason, command.At)),
            OperatorAct.Pin => Pin(command, token, reason),
            OperatorAct.Unpin => token.IsPermanent
                ? Applied("is pinned no longer", new TokenChange(token with { IsPermanent = false, UpdatedAt = command.At }, []))
                : Same($"{Named(token)} is not pinned.", token),
            OperatorAct.Remove => Remove(command, token, reason),
            OperatorAct.Allow => Allow(command, token, reason),
            OperatorAct.Migrate => Migrate(command, facts, token),
            OperatorAct.Track => token.Status == TokenStatus.Active
                ? Same($"{Named(token)} is tracked and active already.", token)
                : Applied("is tracked again", TokenTransitions.ReturnByHand(token, reason, command.At)),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Act, "Allowed are the values of OperatorAct."),
        };
    }

    // After an operator has removed a token by hand, the action Track is refused: only the operator's action Allow ends the removal.
    private static IReadOnlyList<OperatorAct> AllowedFor(TrackedToken token) => token is { Status: TokenStatus.Removed, HeldBy: not null }
        ? [.. AllowedIn(token.Status).Where(static act => act != OperatorAct.Track)]
        : AllowedIn(token.Status);

    private static Reason ReasonOf(OperatorCommand command) => new(ReasonCodes.ByHand, $"{command.By}: {command.Reason}");

    private static OperatorDecision Enter(OperatorCommand command) => command.NewToken is { } token
        ? Applied("is tracked", TokenTransitions.EnterByHand(token, ReasonOf(command), command.At))
        : Refused(
            OperatorRefusal.StrategyUnknown,
            $"{command.Address} is not tracked, because the strategy policy has no strategy for it.",
            null);

    private static OperatorDecision Pause(OperatorCommand command, TrackedToken token, Reason reason)
    {
        if (token is { Status: TokenStatus.Paused, HeldBy: { } by })
        {
            return Same($"{Named(token)} is paused by {by} already.", token);
        }

        return token.Status == TokenStatus.Active
            ? Applied("is paused", Held(TokenTransitions.Pause(token, reason, command.At), command))
            : Applied(
                "stays paused until somebody resumes it",
                Held(new TokenChange(token with { StatusReason = reason.ToString(), UpdatedAt = command.At }, []), command));
    }

    // A pin also resumes a token that the engine paused, because the operator wants the token active. A pause by hand remains, because it
    // is an operator's decision too.
    private static OperatorDecision Pin(OperatorCommand command, TrackedToken token, Reason reason)
    {
        if (token.IsPermanent)
        {
            return Same($"{Named(token)} is pinned already.", token);
        }

        var pinned = token with { IsPermanent = true, LowScoreCycles = 0, UpdatedAt = command.At };
        return token is { Status: TokenStatus.Paused, HeldBy: null }
            ? Applied("is pinned and active", TokenTransitions.ResumeByHand(pinned, reason, command.At))
            : Applied("is pinned", new TokenChange(pinned, []));
    }

    private static OperatorDecision Remove(OperatorCommand command, TrackedToken token, Reason reason)
    {
        if (token.Status == TokenStatus.Removed)
        {
            return token.HeldBy is { } by
                ? Same($"{Named(token)} is removed by {by} already.", token)
                : Applied(
                    "stays out until somebody allows it",
                    Held(new TokenChange(token with { StatusReason = reason.ToString(), UpdatedAt = command.At }, []), command));
        }

        if (!command.IsForced && command.Position != PositionState.Flat)
        {
            return command.Position == PositionState.Open
                ? Refused(
                    OperatorRefusal.PositionOpen,
                    $"{Named(token)} has an open position; close it first, or force the removal.",
                    token)
                : Refused(
                    OperatorRefusal.PositionUnknown,
                    $"Whether {Named(token)} has an open position is not known, which counts as open; force the removal if it has none.",
                    token);
        }

        // A removal by an operator first pauses the token, as the engine does, so that readers of the feed see the transitions that they
        // know.
        var paused = token.Status == TokenStatus.Active ? TokenTransitions.Pause(token, reason, command.At) : new TokenChange(token, []);
        var removed = TokenTransitions.RemoveByHand(paused.Token, reason, command.At);
        return Applied("is removed", Held(new TokenChange(removed.Token, [.. paused.Events, .. removed.Events]), command));
    }

    private static OperatorDecision Allow(OperatorCommand command, TrackedToken token, Reason reason)
    {
        if (token.IsPermanent)
        {
            return Applied("is back", TokenTransitions.ReturnByHand(token, reason, command.At));
        }

        return token.HeldBy is null
            ? Same($"Nothing but its rank keeps {Named(token)} out.", token)
            : Applied(
                "may return by its rank",
                new TokenChange(token with { HeldBy = null, HoldReason = null, UpdatedAt = command.At }, []));
    }

    private static OperatorDecision Migrate(OperatorCommand command, OperatorFacts facts, TrackedToken token)
    {
        var target = command.NewAddress!;
        if (target == token.Address || facts.TargetMovedTo is not null)
        {
            return Refused(OperatorRefusal.Circle, $"{target} is or was an address that migrated; a chain may not lead back to it.", token);
        }

        if (facts.Target is { } taken)
        {
            return Refused(
                OperatorRefusal.TargetTracked,
                $"{Named(token)} cannot become {target}: that address is tracked as {Named(taken)} ({StoredText.Of(taken.Status)}).",
                token);
        }

        var reason = new Reason(ReasonCodes.Migrated, $"{target} ({command.By}: {command.Reason})");
        return Applied($"is {target} from now on", TokenTransitions.Migrate(token, target, reason, command.At));
    }

    private static OperatorDecision Unknown(OperatorCommand command, OperatorFacts facts) => facts.MovedTo switch
    {
        { } moved when command.Act == OperatorAct.Migrate && moved == command.NewAddress =>
            Same($"{command.Address} is {moved} already.", facts.Target),
        { } moved => Refused(OperatorRefusal.Moved, $"{command.Address} moved to {moved}; use that address.", null),
        null => Refused(OperatorRefusal.NotTracked, $"{command.Address} is not and was never tracked.", null),
    };

    private static TokenChange Held(TokenChange change, OperatorCommand command) =>
        change with { Token = change.Token with { HeldBy = command.By, HoldReason = command.Reason } };

    private static string Named(TrackedToken token) => $"{token.Symbol} ({token.Address})";

    private static OperatorDecision Applied(string what, TokenChange change) =>
        new(
            new OperatorResult
            {
                Status = OperatorStatus.Applied,
                Message = $"{change.Token.Symbol} {what}.",
                Token = change.Token,
                Allowed = AllowedFor(change.Token)
            },
            change.Token,
            change.Events);

    private static OperatorDecision Same(string message, TrackedToken? token) => Answer(OperatorStatus.Unchanged, message, token);

    private static OperatorDecision Answer(OperatorStatus status, string message, TrackedToken? token) =>
        new(
            new OperatorResult
            {
                Status = status,
                Message = message,
                Token = token,
                Allowed = token is null ? [] : AllowedFor(token)
            },
            null,
            []);

    private static OperatorDecision Refused(OperatorRefusal refusal, string message, TrackedToken? token) =>
        new(
            new OperatorResult
            {
                Status = OperatorStatus.Refused,
                Refusal = refusal,
                Message = message,
                Token = token,
                Allowed = token is null ? [] : AllowedFor(token)
            },
            null,
            []);
}
