using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests.Strategies;

/// <summary>The live instances: made, swapped and let go of one by one, whatever the host's code does.</summary>
public sealed class StrategyRegistryTests
{
    private readonly StoredStrategies _store = new();
    private readonly FakeLogger _logger = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<Probe> _made = [];
    private readonly List<StrategyNotice> _told = [];
    private Func<TokenStrategy, Probe?> _create;

    public StrategyRegistryTests() => _create = strategy => new Probe(strategy);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_factory_that_throws_costs_its_token_alone_and_is_asked_again()
    {
        await using var registry = Registry();
        _store.Put("a", 1, "bad").Put("b", 1);
        _create = static strategy => strategy.StrategyType == "bad" ? throw new InvalidOperationException("boom") : new Probe(strategy);
        await registry.RefreshAsync(Cancel);
        await registry.RefreshAsync(Cancel);

        Assert.Null(registry.Borrow("a"));
        Assert.Equal(1, Version(registry, "b"));
        Assert.Equal(["boom", null], registry.Current.Select(static live => live.Failure?.Message));
        Assert.Equal([(StrategyNoticeKind.Failed, "a"), (StrategyNoticeKind.Live, "b")], _told.Select(static notice => (notice.Kind, notice.Strategy.Address)));
        var logged = Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1301);
        Assert.Contains("The token has no instance", logged.Message, StringComparison.Ordinal);

        _create = static strategy => new Probe(strategy);
        await registry.RefreshAsync(Cancel);
        Assert.Equal(1, Version(registry, "a"));
        Assert.All(registry.Current, static live => Assert.Null(live.Failure));
    }

    [Fact]
    public async Task A_new_version_that_does_not_work_leaves_the_old_one_running_and_says_so()
    {
        await using var registry = Registry();
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);
        _store.Put("a", 2, "bad");
        _create = static _ => null;
        await registry.RefreshAsync(Cancel);

        var live = Assert.Single(registry.Current);
        Assert.Equal(
            (2, 1, "The strategy factory returned null instead of an instance."),
            (live.Stored.Version, live.Running!.Version, live.Failure!.Message));
        Assert.Equal((1, 0), (Version(registry, "a"), _made[0].Disposals));
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Message.Contains("Version 1 goes on", StringComparison.Ordinal));

        _store.Put("a", 3);
        _create = static strategy => new Probe(strategy);
        await registry.RefreshAsync(Cancel);
        Assert.Equal((3, 1), (Version(registry, "a"), _made[0].Disposals));
    }

    [Fact]
    public async Task A_borrowed_instance_outlives_its_replacement_until_it_is_given_back()
    {
        await using var registry = Registry();
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);
        var first = registry.Borrow("a")!;
        var second = registry.Borrow("a")!;
        _store.Put("a", 2);
        await registry.RefreshAsync(Cancel);

        Assert.Equal((1, 2, 0), (first.Instance.Version, Version(registry, "a"), first.Instance.Disposals));
        first.Dispose();
        first.Dispose();
        Assert.Equal(0, first.Instance.Disposals);
        second.Dispose();
        Assert.Equal(1, first.Instance.Disposals);
    }

    [Fact]
    public async Task What_did_not_change_is_not_made_anew_and_what_was_changed_past_the_versions_is()
    {
        await using var registry = Registry();
        _store.Put("a", 1).Put("b", 1);
        await registry.RefreshAsync(Cancel);
        _store.Put("a", 1, symbol: "RENAMED").Put("b", 1, "by_sql");
        await registry.RefreshAsync(Cancel);

        Assert.Equal(3, _made.Count);
        Assert.Equal(("RENAMED", "by_sql"), (registry.Current[0].Stored.Symbol, registry.Current[1].Running!.StrategyType));
    }

    [Fact]
    public async Task A_token_that_is_active_no_more_loses_its_instance_and_the_end_takes_all()
    {
        var registry = Registry();
        _store.Put("a", 1).Put("b", 1);
        await registry.RefreshAsync(Cancel);
        _store.Remove("a");
        await registry.RefreshAsync(Cancel);
        Assert.Null(registry.Borrow("a"));
        Assert.Equal((StrategyNoticeKind.Ended, "a"), (_told[^1].Kind, _told[^1].Strategy.Address));

        var held = registry.Borrow("b")!;
        await registry.DisposeAsync();
        await registry.DisposeAsync();
        Assert.Equal((1, 0), (_made[0].Disposals, _made[1].Disposals));
        held.Dispose();
        Assert.Equal(1, _made[1].Disposals);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await registry.RefreshAsync(Cancel));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_leaves_everything_as_it_was()
    {
        await using var registry = Registry();
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);
        var asOf = registry.AsOf;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _store.Failure = new DiscoveryStoreException("gone");

        await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await registry.RefreshAsync(Cancel));
        Assert.Equal((1, asOf), (Version(registry, "a"), registry.AsOf));
    }

    [Fact]
    public async Task An_instance_given_twice_is_refused_and_a_disposal_that_fails_is_reported()
    {
        await using var registry = Registry();
        var shared = new Probe(new TokenStrategy("x", "X", "t", null)) { FailsToEnd = true };
        _create = _ => shared;
        _store.Put("a", 1).Put("b", 1);
        await registry.RefreshAsync(Cancel);

        Assert.NotNull(registry.Current[0].Running);
        Assert.Null(registry.Current[1].Running);
        Assert.Contains("must be a new one each time", registry.Current[1].Failure!.Message, StringComparison.Ordinal);
        _store.Remove("a");
        await registry.RefreshAsync(Cancel);
        Assert.Equal(1, shared.Disposals);
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1304);
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1303);
    }

    [Fact]
    public async Task An_instance_that_is_slow_to_end_keeps_no_token_from_its_change_and_the_end_waits_for_it()
    {
        var registry = Registry();
        var ends = new TaskCompletionSource();
        _create = strategy => new Probe(strategy) { Ends = ends.Task };
        _store.Put("a", 1).Put("b", 1);
        await registry.RefreshAsync(Cancel);
        _store.Put("a", 2);
        await registry.RefreshAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        _store.Put("b", 2);
        await registry.RefreshAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal((2, 2), (Version(registry, "a"), Version(registry, "b")));
        Assert.Equal((1, 1), (_made[0].Disposals, _made[1].Disposals));
        var ended = registry.DisposeAsync().AsTask();
        Assert.False(ended.IsCompleted);
        ends.SetResult();
        await ended;
        Assert.All(_made, static probe => Assert.Equal(1, probe.Disposals));
    }

    [Fact]
    public async Task An_instance_that_never_ends_keeps_no_host_from_its_end()
    {
        var registry = Registry(TimeSpan.FromMilliseconds(50));
        _create = strategy => new Probe(strategy) { Ends = new TaskCompletionSource().Task };
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);

        await registry.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(1, Assert.Single(_made).Disposals);
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1304 && record.Exception is TimeoutException);
    }

    [Fact]
    public async Task A_look_that_never_ends_keeps_no_host_from_its_end()
    {
        var registry = Registry(TimeSpan.FromMilliseconds(50));
        var answers = new TaskCompletionSource();
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);
        _store.Answers = answers.Task;
        var look = registry.RefreshAsync(Cancel).AsTask();

        await registry.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(0, Assert.Single(_made).Disposals);
        answers.SetResult();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => look);
        Assert.Equal(1, Assert.Single(_made).Disposals);
    }

    [Fact]
    public async Task An_end_that_does_not_wait_comes_while_a_look_is_under_way_and_everything_ends_once_with_nothing_made_after_it()
    {
        var registry = Registry();
        _store.Put("a", 1);
        await registry.RefreshAsync(Cancel);
        var answers = new TaskCompletionSource();
        _store.Answers = answers.Task;
        _store.Put("a", 2).Put("b", 1);
        var look = registry.RefreshAsync(Cancel).AsTask();
        registry.Dispose();
        Assert.Equal(0, _made[0].Disposals);
        answers.SetResult();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => look);
        Assert.Equal(1, Assert.Single(_made).Disposals);
        Assert.Empty(registry.Current);
        registry.Dispose();
        await registry.DisposeAsync();
        Assert.Equal(1, _made[0].Disposals);
        Assert.Equal((StrategyNoticeKind.Ended, "a"), (_told[^1].Kind, _told[^1].Strategy.Address));
    }

    [Fact]
    public async Task An_end_that_comes_while_instances_are_made_takes_those_as_well()
    {
        var registry = Registry();
        _store.Put("a", 1).Put("b", 1);
        _create = strategy =>
        {
            registry.Dispose();
            return new Probe(strategy);
        };
        await registry.RefreshAsync(Cancel);

        Assert.Equal([1, 1], _made.Select(static probe => probe.Disposals));
        Assert.Empty(registry.Current);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await registry.RefreshAsync(Cancel));
        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public void A_registry_is_added_once_for_each_type_and_its_interval_is_checked()
    {
        var builder = new ServiceCollection().AddBirdeyeDiscovery(static _ => { });
        builder.AddStrategies<Probe>(static _ => new Factory(static strategy => new Probe(strategy)));

        Assert.Throws<InvalidOperationException>(() => builder.AddStrategies<Probe>(static _ => new Factory(static strategy => new Probe(strategy))));
        var error = Assert.Throws<ArgumentException>(() => builder.AddStrategies<object>(
            static _ => new Factory(static strategy => new Probe(strategy)),
            static options => options.PollInterval = TimeSpan.Zero));
        Assert.StartsWith("PollInterval is 00:00:00; allowed are", error.Message, StringComparison.Ordinal);
        Assert.Contains(builder.Services, static service => service.ServiceType == typeof(IStrategyRegistry<Probe>) && !service.IsKeyedService);
    }

    private static int? Version(StrategyRegistry<Probe> registry, string address)
    {
        using var handle = registry.Borrow(address);
        return handle?.Instance.Version;
    }

    private StrategyRegistry<Probe> Registry(TimeSpan? timeout = null) =>
        new("", _store, new Factory(Create), [new Observer(_told)], _clock, _logger) { DisposalTimeout = timeout ?? TimeSpan.FromMinutes(1) };

    private Probe Create(TokenStrategy strategy)
    {
        var made = _create(strategy);
        if (made is not null)
        {
            _made.Add(made);
        }

        return made!;
    }

    internal sealed class Probe(TokenStrategy strategy) : IAsyncDisposable
    {
        public int Version { get; } = strategy.Version;

        public int Disposals { get; private set; }

        public bool FailsToEnd { get; init; }

        public Task Ends { get; init; } = Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            Disposals++;
            return FailsToEnd ? throw new InvalidOperationException("cannot end") : new(Ends);
        }
    }

    private sealed class Observer(List<StrategyNotice> told) : IStrategyObserver
    {
        public void OnStrategy(StrategyNotice notice)
        {
            told.Add(notice);
            throw new InvalidOperationException("an observer that fails");
        }
    }

    private sealed class Factory(Func<TokenStrategy, Probe> create) : IStrategyFactory<Probe>
    {
        public Probe Create(TokenStrategy strategy) => create(strategy);
    }

    private sealed class StoredStrategies : IStrategyStore
    {
        private readonly SortedDictionary<string, TokenStrategy> _rows = new(StringComparer.Ordinal);

        public Exception? Failure { get; set; }

        public Task Answers { get; set; } = Task.CompletedTask;

        public StoredStrategies Put(string address, int version, string type = "ok", string? symbol = null)
        {
            _rows[address] = new TokenStrategy(address, symbol ?? address.ToUpperInvariant(), type, null) { Version = version };
            return this;
        }

        public void Remove(string address) => _rows.Remove(address);

        public async ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default)
        {
            await Answers;
            return Failure is null ? [.. _rows.Values] : throw Failure;
        }

        public ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(string address, int limit = 100, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
