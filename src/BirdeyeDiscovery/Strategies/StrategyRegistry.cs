using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Keeps one strategy instance for each active token. A refresh from the store creates the new instances, publishes all of them at once,
/// and then releases the replaced ones.
/// </summary>
internal sealed class StrategyRegistry<T>(
    string name,
    IStrategyStore store,
    IStrategyFactory<T> factory,
    IEnumerable<IStrategyObserver> observers,
    TimeProvider clock,
    ILogger logger) : IStrategyRegistry<T>, IAsyncDisposable, IDisposable
    where T : class
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly IStrategyObserver[] _observers = [.. observers];
    private readonly RepeatedFailures _failures = new(clock);

    // Contains the disposable strategy instances that the factory has returned. One instance must not be used for two tokens: the second
    // token would lose it when the first one ends.
    private readonly ConditionalWeakTable<T, object> _handed = [];
    private readonly List<Task> _disposals = [];

    private FrozenDictionary<string, Entry> _entries = FrozenDictionary<string, Entry>.Empty;
    private long _asOf = -1;
    private volatile bool _ended;

    /// <summary>Gets how long the disposal of the strategy registry waits for instances whose disposal does not end.</summary>
    internal TimeSpan DisposalTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public DateTimeOffset? AsOf => Volatile.Read(ref _asOf) is var ticks and >= 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public IReadOnlyList<LiveStrategy> Current =>
        [.. Volatile.Read(ref _entries).Values
            .Select(static entry => new LiveStrategy(entry.Stored, entry.Slot?.Strategy, entry.Failure))
            .OrderBy(static live => live.Stored.Address, StringComparer.Ordinal)];

    public StrategyHandle<T>? Borrow(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = TokenAddress.Normalize(address);
        while (Volatile.Read(ref _entries).TryGetValue(address, out var entry) && entry.Slot is { } slot)
        {
            // TryUse fails if the slot of a strategy instance was replaced after the lookup and has no users left. The next lookup finds
            // its successor.
            if (slot.TryUse())
            {
                return new StrategyHandle<T>(slot);
            }
        }

        return null;
    }

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            var stored = await store.GetActiveStrategiesAsync(cancellationToken).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(_ended, this);
            var now = clock.GetUtcNow();
            Apply(stored);
            Volatile.Write(ref _asOf, now.UtcTicks);
        }
        finally
        {
            _refreshing.Release();
            EndUnlessRefreshing();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        if (!await _refreshing.WaitAsync(DisposalTimeout).ConfigureAwait(false))
        {
            // A refresh of the strategies does not end, because a factory or an observer hangs. If it ends later, that refresh ends all
            // instances.
            StrategyLog.DisposalFailed(
                logger,
                name,
                typeof(T).Name,
                new TimeoutException($"A refresh of the strategies did not end within {DisposalTimeout:c}."));
            return;
        }

        try
        {
            Apply([]);
            await Task.WhenAll(_disposals).WaitAsync(DisposalTimeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            // A strategy instance takes too long to dispose, and its disposal continues in the background. The host must not wait for it,
            // because a stopping host still holds the lease of its engine.
            StrategyLog.DisposalFailed(logger, name, typeof(T).Name, exception);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    // Dispose does not wait: a refresh of the strategies in progress ends all instances when it completes, and asynchronous disposals
    // continue in the background. DisposeAsync, which hosts call, does wait.
    public void Dispose()
    {
        _ended = true;
        EndUnlessRefreshing();
    }

    // Ends all strategy instances if the registry is disposed and no refresh runs. The disposal and the end of each refresh both call this
    // method, so one of them finds both conditions met.
    private void EndUnlessRefreshing()
    {
        if (_ended && _refreshing.Wait(TimeSpan.Zero))
        {
            Apply([]);
            _refreshing.Release();
        }
    }

    private void Apply(IReadOnlyList<TokenStrategy> stored)
    {
        var before = _entries;
        var after = new Dictionary<string, Entry>(stored.Count, StringComparer.Ordinal);
        var notices = new List<StrategyNotice>();
        foreach (var strategy in stored)
        {
            after[strategy.Address] = Next(before.GetValueOrDefault(strategy.Address), strategy, notices);
        }

        notices.AddRange(
            before.Values
                .Where(entry => !after.ContainsKey(entry.Stored.Address))
                .Select(static entry => new StrategyNotice(StrategyNoticeKind.Ended, entry.Stored, null)));
        Volatile.Write(ref _entries, after.ToFrozenDictionary(StringComparer.Ordinal));

        // The old strategy instances are released after lookups find the new ones; a user of an old instance keeps it until it is returned.
        // Their disposal is not awaited, because it may take any time and the next change must not wait.
        _disposals.RemoveAll(static disposal => disposal.IsCompleted);
        foreach (
            var slot in before.Values
                .Select(static entry => entry.Slot)
                .OfType<StrategySlot<T>>()
                .Except(after.Values.Select(static entry => entry.Slot).OfType<StrategySlot<T>>()))
        {
            slot.Release();
            if (slot.Disposal is { } disposal)
            {
                _disposals.Add(disposal);
            }
        }

        notices.ForEach(Tell);
    }

    private Entry Next(Entry? before, TokenStrategy strategy, List<StrategyNotice> notices)
    {
        // A new symbol or IsByHand needs no new strategy instance. Any other change of the row does, even without a new version.
        if (before is { Failure: null, Slot: { } live }
            && live.Strategy with { Symbol = strategy.Symbol, IsByHand = strategy.IsByHand } == strategy)
        {
            return before with { Stored = strategy };
        }

        try
        {
            var slot = new StrategySlot<T>(Create(strategy), strategy, DisposeInstanceAsync);
            notices.Add(new StrategyNotice(StrategyNoticeKind.Live, strategy, null));
            Log(strategy);
            return new Entry(strategy, slot, null);
        }
        catch (Exception failure)
        {
            // The previous strategy instance keeps running, because an open position must not be left unwatched.
            if (before is not { Failure: { } known } || before.Stored.Version != strategy.Version || known.Message != failure.Message)
            {
                notices.Add(new StrategyNotice(StrategyNoticeKind.Failed, strategy, failure));
            }

            if (_failures.Allows(failure, out var suppressed))
            {
                var stack = ExpectedFault.Stack(logger, name, failure, failure is StrategyConfigException { InnerException: null });
                StrategyLog.CreationFailed(
                    logger,
                    name,
                    strategy.Symbol,
                    strategy.Address,
                    strategy.Version,
                    strategy.StrategyType,
                    FailureText.Cause(failure),
                    Running(before),
                    stack is null ? "Correct its configuration" : "Correct its configuration, or the factory where the stack shows",
                    FailureText.Repeats(suppressed),
                    stack);
            }

            return new Entry(strategy, before?.Slot, failure);
        }
    }

    private static string Running(Entry? before) =>
        before?.Slot is { } slot ? FormattableString.Invariant($"Version {slot.Strategy.Version} goes on") : "The token has no instance";

    private T Create(TokenStrategy strategy)
    {
        var instance = factory.Create(strategy)
            ?? throw new InvalidOperationException("The strategy factory returned null instead of an instance.");
        return instance is not (IDisposable or IAsyncDisposable) || _handed.TryAdd(instance, instance)
            ? instance
            : throw new InvalidOperationException(
                "The strategy factory returned an instance again; an instance that can be disposed must be a new one each time.");
    }

    private void Log(TokenStrategy strategy) =>
        StrategyLog.StrategyLive(logger, name, strategy.Symbol, strategy.Address, strategy.Version, strategy.StrategyType);

    private void Tell(StrategyNotice notice)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.OnStrategy(notice);
            }
            catch (Exception failure)
            {
                StrategyLog.ObserverFailed(logger, name, observer.GetType().Name, failure);
            }
        }
    }

    private async Task DisposeInstanceAsync(T instance)
    {
        try
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }
        }
        catch (Exception failure)
        {
            StrategyLog.DisposalFailed(logger, name, instance.GetType().Name, failure);
        }
    }

    private sealed record Entry(TokenStrategy Stored, StrategySlot<T>? Slot, Exception? Failure);
}
