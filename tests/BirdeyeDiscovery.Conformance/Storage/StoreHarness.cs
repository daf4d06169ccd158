using Microsoft.Extensions.Time.Testing;
using Xunit.Sdk;

namespace BirdeyeDiscovery.Conformance;

/// <summary>An empty, isolated store with one host on it; a provider's tests say how to open hosts and how to run portable SQL.</summary>
public abstract class StoreHarness : IAsyncDisposable
{
    private const string NoSql = "The store has no SQL.";

    private StoreHost? _host;

    /// <summary>Gets the clock of the hosts, which only a test moves.</summary>
    public FakeTimeProvider Clock { get; } = new(Plans.Start);

    /// <summary>Gets the first host.</summary>
    public StoreHost Host => _host ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Gets the store of the tracked tokens at the first host.</summary>
    public ITrackedTokenStore Store => Host.Store;

    /// <summary>Gets the history at the first host.</summary>
    public IDiscoveryHistory History => Host.History;

    /// <summary>Gets the epoch under which the first host leads.</summary>
    public long Epoch { get; private set; }

    /// <summary>Opens another host on the same data. The harness does not dispose it.</summary>
    public abstract ValueTask<StoreHost> OpenHostAsync(CancellationToken cancellationToken);

    /// <summary>Opens a host that may make and change the schema, where that takes other rights than running does. The harness does not dispose it.</summary>
    public virtual ValueTask<StoreHost> OpenInstallerAsync(CancellationToken cancellationToken) => OpenHostAsync(cancellationToken);

    /// <summary>Opens a host that may drop history, where that takes other rights than running does. The harness does not dispose it.</summary>
    public virtual ValueTask<StoreHost> OpenRetentionAsync(CancellationToken cancellationToken) => OpenHostAsync(cancellationToken);

    /// <summary>Opens a host that reads the positions of its bot from a table. The harness does not dispose it.</summary>
    /// <remarks>A store whose positions are in no table skips the tests that need one.</remarks>
    public virtual ValueTask<StoreHost> OpenTradingHostAsync(Action<PositionsTableOptions> configure, CancellationToken cancellationToken) =>
        throw SkipException.ForSkip("The store reads no table of positions.");

    /// <summary>Makes a table of the bot's, by portable SQL, and lets hosts read it.</summary>
    public virtual ValueTask MakeBotTableAsync(string table, string sql, CancellationToken cancellationToken) => ExecuteAsync(sql, cancellationToken);

    /// <summary>Reads rows by portable SQL. A store without SQL leaves this out: what a test checks beyond is skipped.</summary>
    public virtual ValueTask<IReadOnlyList<object?[]>> QueryRowsAsync(string sql, CancellationToken cancellationToken) => throw SkipException.ForSkip(NoSql);

    /// <summary>Runs portable SQL. A store without SQL leaves this out.</summary>
    public virtual ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken) => throw SkipException.ForSkip(NoSql);

    /// <summary>Reads one value by portable SQL.</summary>
    public async ValueTask<object?> QueryScalarAsync(string sql, CancellationToken cancellationToken) =>
        (await QueryRowsAsync(sql, cancellationToken))[0][0];

    /// <summary>Counts the rows of a table, which may be followed by a condition. A store without SQL may override it for the tables it has.</summary>
    public virtual async ValueTask<long> CountAsync(string table, CancellationToken cancellationToken) =>
        Convert.ToInt64(await QueryScalarAsync($"SELECT count(*) FROM {table}", cancellationToken), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Stores that an address moved to another, as a migration does, without a token. A store without SQL overrides it.</summary>
    public virtual ValueTask MigrateAsync(string oldAddress, string newAddress, CancellationToken cancellationToken) =>
        ExecuteAsync($"INSERT INTO token_migrations (old_address, new_address) VALUES ('{oldAddress}', '{newAddress}')", cancellationToken);

    /// <summary>Opens the first host, applies the schema and takes leadership.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        _host = await OpenHostAsync(cancellationToken);
        await Store.InitializeAsync(SchemaMode.Apply, cancellationToken);
        Epoch = await _host.LeadAsync(cancellationToken);
    }

    /// <summary>Ends the first host and starts it again on the same data.</summary>
    public async ValueTask RestartAsync(CancellationToken cancellationToken)
    {
        await Host.DisposeAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>Commits a plan that is expected to be stored.</summary>
    public async ValueTask<CommitResult> CommitAsync(CyclePlan plan, CancellationToken cancellationToken)
    {
        var result = await Store.CommitCycleAsync(Epoch, plan, cancellationToken);
        return result.Status == CommitStatus.Committed ? result : throw new InvalidOperationException($"The plan was not committed: {result.Status}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the schema as who may do so, and gives those who run the library their rights; nothing where both are one.</summary>
    protected virtual ValueTask InstallAsync(CancellationToken cancellationToken) => default;

    /// <summary>Removes the data.</summary>
    protected abstract ValueTask DropAsync();
}
