namespace BirdeyeDiscovery;

/// <summary>Checks operators' actions, reads positions, and passes the actions to the store.</summary>
internal sealed class TokenLifecycle(
    ILifecycleStore store,
    IOpenPositionSource positions,
    LifecycleSignal signal,
    Func<BirdeyeDiscoveryOptions> options,
    TimeProvider clock,
    StoreRetry retry,
    IStrategyPolicy? policy = null) : ITokenLifecycle
{
    private const int MaxAttempts = 3;

    // An operator may track a token whose symbol is not known yet. This many characters of the address are shown for the symbol.
    private const int ShownCharacters = 8;

    // How long the host's own source of positions may take to answer for an operator's action, in real time.
    private static readonly TimeSpan PositionTimeout = TimeSpan.FromSeconds(5);

    public async ValueTask<OperatorResult> TrackAsync(
        string address,
        OperatorNote note,
        string? symbol = null,
        TokenCategory category = TokenCategory.Emerging,
        CancellationToken cancellationToken = default)
    {
        OperatorInput.Check(note);
        var asked = OperatorInput.Address(address, nameof(address));
        var current = options();
        OperatorInput.AddressOn(current.Birdeye.Chain, address, nameof(address));
        var label = OperatorInput.Symbol(symbol) ?? asked[..Math.Min(ShownCharacters, asked.Length)];
        if (!Enum.IsDefined(category))
        {
            throw new ArgumentOutOfRangeException(nameof(category), category, "Allowed are Bluechip, Midcap and Emerging.");
        }

        // An operator's action calls the strategy policy outside of a transaction, because the policy is code of the host.
        var facts = new StrategyFacts { Address = asked, Symbol = label, Category = category };
        var choice = PolicyChoice.Of(policy ?? new CategoryStrategyPolicy(current.Strategies), facts, out var fault);
        var now = Now();
        var result = await ActAsync(
            Command(OperatorAct.Track, asked, note, now: now, newToken: choice is null ? null : Row(facts, choice, now)),
            cancellationToken).ConfigureAwait(false);
        return result.Refusal == OperatorRefusal.StrategyUnknown
            ? result with { Message = $"{result.Message.TrimEnd('.')}: {fault}." }
            : result;
    }

    public ValueTask<OperatorResult> PauseAsync(string address, OperatorNote note, CancellationToken cancellationToken = default) =>
        ActAsync(OperatorAct.Pause, address, note, cancellationToken);

    public ValueTask<OperatorResult> ResumeAsync(string address, OperatorNote note, CancellationToken cancellationToken = default) =>
        ActAsync(OperatorAct.Resume, address, note, cancellationToken);

    public ValueTask<OperatorResult> PinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default) =>
        ActAsync(OperatorAct.Pin, address, note, cancellationToken);

    public ValueTask<OperatorResult> UnpinAsync(string address, OperatorNote note, CancellationToken cancellationToken = default) =>
        ActAsync(OperatorAct.Unpin, address, note, cancellationToken);

    public ValueTask<OperatorResult> AllowAsync(string address, OperatorNote note, CancellationToken cancellationToken = default) =>
        ActAsync(OperatorAct.Allow, address, note, cancellationToken);

    public async ValueTask<OperatorResult> RemoveAsync(
        string address,
        OperatorNote note,
        bool isForced = false,
        CancellationToken cancellationToken = default)
    {
        OperatorInput.Check(note);
        var asked = OperatorInput.Address(address, nameof(address));
        var position = isForced ? PositionState.Unknown : await PositionAsync(asked, cancellationToken).ConfigureAwait(false);
        return await ActAsync(
            Command(OperatorAct.Remove, asked, note, position: position, isForced: isForced), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<OperatorResult> MigrateTokenAsync(
        string oldAddress,
        string newAddress,
        OperatorNote note,
        CancellationToken cancellationToken = default)
    {
        OperatorInput.Check(note);
        var old = OperatorInput.Address(oldAddress, nameof(oldAddress));
        return ActAsync(Command(OperatorAct.Migrate, old, note, OperatorInput.Address(newAddress, nameof(newAddress))), cancellationToken);
    }

    public async ValueTask<TradeReadiness> MayTradeAsync(string address, CancellationToken cancellationToken = default)
    {
        var asked = OperatorInput.Address(address, nameof(address));
        try
        {
            return TradeReadinessRules.Of(
                asked,
                await store.GetStandingAsync(asked, cancellationToken).ConfigureAwait(false),
                options().Discovery.Interval,
                clock.GetUtcNow());
        }
        catch (DiscoveryStoreException failure)
        {
            return TradeReadinessRules.Unknown(asked, failure, clock.GetUtcNow());
        }
    }

    public ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(
        long afterId,
        int limit,
        CancellationToken cancellationToken = default) =>
        store.GetActionsAsync(afterId, limit, cancellationToken);

    private static TrackedToken Row(StrategyFacts facts, StrategyChoice choice, DateTimeOffset now) => new()
    {
        Address = facts.Address,
        Symbol = facts.Symbol,
        Category = facts.Category,
        DiscoveredAt = now,
        Status = TokenStatus.Active,
        StrategyType = choice.StrategyType,
        StrategyConfig = choice.StrategyConfig,
    };

    private ValueTask<OperatorResult> ActAsync(OperatorAct act, string address, OperatorNote note, CancellationToken cancellationToken)
    {
        OperatorInput.Check(note);
        return ActAsync(Command(act, OperatorInput.Address(address, nameof(address)), note), cancellationToken);
    }

    private OperatorCommand Command(
        OperatorAct act,
        string address,
        OperatorNote note,
        string? newAddress = null,
        PositionState position = PositionState.Unknown,
        bool isForced = false,
        DateTimeOffset? now = null,
        TrackedToken? newToken = null)
    {
        var at = now ?? Now();
        return new OperatorCommand
        {
            Act = act,
            Address = address,
            NewAddress = newAddress,
            By = note.By,
            Reason = note.Reason,
            Position = position,
            IsForced = isForced,
            RequestId = note.RequestId ?? Guid.CreateVersion7(at).ToString("N"),
            At = at,
            NewToken = newToken,
        };
    }

    // The time of an operator's action has whole milliseconds, as a store keeps it.
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    // The request id ensures that an operator's action is done once: if the answer was lost, the next attempt finds the action.
    private async ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken)
    {
        var result = await retry.RunAsync(
            new StoreCall("carry out an operator's action", MaxAttempts),
            (store, command),
            static (run, cancelled) => run.store.ActAsync(run.command, cancelled),
            cancellationToken).ConfigureAwait(false);
        if (result.Status == OperatorStatus.Applied)
        {
            signal.Raise();
        }

        return result;
    }

    // Before an operator removes a token, its position is looked up under any address that the token had.
    private async ValueTask<PositionState> PositionAsync(string address, CancellationToken cancellationToken)
    {
        var addresses = await store.GetAddressesAsync(address, cancellationToken).ConfigureAwait(false);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(PositionTimeout);
            var known = await positions.GetAsync(addresses, patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
            return PositionStates.Of(addresses, known);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The host's source of positions may throw any exception. An unknown position counts as open, so the operator's removal is
            // refused.
            return PositionState.Unknown;
        }
    }
}
