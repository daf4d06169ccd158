namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Holds the tables that the stores of all hosts share. Transactions run one after the other.</summary>
internal sealed class MemoryDatabase(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private volatile MemoryTables _tables = new();

    public DateTimeOffset Now => MemoryTables.ToStored(clock.GetUtcNow());

    /// <summary>Opens the store of one host.</summary>
    public DiscoveryStore Open() => new()
    {
        Tokens = new MemoryTokenStore(this),
        History = new MemoryHistory(this),
        Lease = new MemoryLease(this),
        Trades = new MemoryTradeLedger(this),
        Analytics = new MemoryAnalytics(this, clock),
        Strategies = new MemoryStrategyStore(this),
        ComputeUnits = new MemoryComputeUnits(this),
        Lifecycle = new MemoryLifecycleStore(this),
        Maintenance = new MemoryMaintenance(this),
    };

    public void Initialize(SchemaMode mode)
    {
        lock (_gate)
        {
            if (mode == SchemaMode.Validate && !_tables.IsInitialized)
            {
                throw new DiscoveryStoreException("The store is empty; apply its schema first.");
            }

            _tables = _tables with { IsInitialized = true };
        }
    }

    /// <summary>Reads one consistent view.</summary>
    public ValueTask<T> ReadAsync<T>(Func<MemoryTables, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(read(Initialized(_tables)));
    }

    /// <summary>Changes a copy of the tables, which replaces them unless the change fails or its result is not to be kept.</summary>
    public ValueTask<T> WriteAsync<T>(Func<MemoryTables, T> write, CancellationToken cancellationToken, Func<T, bool>? isKept = null)
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Initialized(_tables) with { };
            var result = write(copy);
            if (isKept?.Invoke(result) != false)
            {
                _tables = copy;
            }

            return new(result);
        }
    }

    private static MemoryTables Initialized(MemoryTables tables) =>
        tables.IsInitialized ? tables : throw new DiscoveryStoreException("The store is not initialized.");
}
