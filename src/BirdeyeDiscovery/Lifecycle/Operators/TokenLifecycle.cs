namespace BirdeyeDiscovery;

/// <summary>Checks operators' actions, reads positions, and passes the actions to the store.</summary>
internal sealed class TokenLifecycle(
    ILifecycleStore store,
    IOpenPositionSource positions,
    LifecycleSignal signal,
    Func<TimeSpan> interval,
    TimeProvider clock,
    StoreRetry retry) : ITokenLifecycle
{
    private const int MaxAttempts = 3;

    // How long the host's own source of positions may take, in real time.
    private static readonly TimeSpan PositionTimeout = TimeSpan.FromSeconds(5);

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
                interval(),
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
        bool isForced = false)
    {
        var now = clock.GetUtcNow();
        return new OperatorCommand
        {
            Act = act,
            Address = address,
            NewAddress = newAddress,
            By = note.By,
            Reason = note.Reason,
            Position = position,
            IsForced = isForced,
            RequestId = note.RequestId ?? Guid.CreateVersion7(now).ToString("N"),
            At = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
        };
    }

    // The request id ensures that an action is done once: if the answer was lost, the next attempt finds the action.
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

    // A position may have been opened under any address that the token had.
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
            // The code of the host may throw any exception. An unknown position counts as open, so the removal is refused.
            return PositionState.Unknown;
        }
    }
}
