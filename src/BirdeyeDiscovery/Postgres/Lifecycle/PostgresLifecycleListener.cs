using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Wakes the readers of the lifecycle feed when any host wrote events to PostgreSQL (<see cref="PostgresEventSql"/> notifies). It uses one
/// connection, which the first reader opens.
/// </summary>
/// <remarks>A notification is only a hint: its content is ignored, and a reader that misses one finds the events by polling.</remarks>
internal sealed class PostgresLifecycleListener(
    string name, bool isOn, PostgresDatabase database, StoreFollowers followers, ILogger<PostgresDatabase> logger)
    : ILifecycleListener, IAsyncDisposable, IDisposable
{
    // The listener for lifecycle events checks its connection at this interval, because one that a firewall dropped looks like one without
    // notifications. The interval is real time, because the driver waits in real time.
    private static readonly TimeSpan Check = TimeSpan.FromMinutes(1);

    // The listener for lifecycle events occupies one connection of the pool. In a smaller pool the store could run out of connections, so
    // the listener stays off.
    private const int SmallestPool = 4;

    // The listener for lifecycle events ends when its data source was disposed before the host ended. After any other exception of a wait
    // it connects again, and the feed polls meanwhile.
    private readonly Follower _follower = new("listen for lifecycle events", static failure => failure is not ObjectDisposedException);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task? _running;

    public void Begin(Action written)
    {
        lock (_gate)
        {
            if (isOn && !_ending.IsCancellationRequested)
            {
                _running ??= RunAsync(written, _ending.Token);
            }
        }
    }

    // A synchronous caller cannot wait, so the listener for lifecycle events ends by itself.
    public void Dispose() => _ending.Cancel();

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            running = _running;
            _ending.Cancel();
        }

        await (running ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task RunAsync(Action written, CancellationToken cancellationToken)
    {
        // The first reader of the lifecycle feed does not wait for the listener's connection.
        await Task.Yield();
        DiscoveryActivities.Leave();
        if (Unfit(new NpgsqlConnectionStringBuilder(database.Source.ConnectionString)) is { } cause)
        {
            PostgresLog.ListenerOff(logger, name, cause);
            return;
        }

        try
        {
            await followers.RunAsync(
                _follower,
                (Listener: this, Written: written),
                static (state, cancelled) => state.Listener.ListenOrTellAsync(state.Written, cancelled),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested || failure is ObjectDisposedException)
        {
            // The listener for lifecycle events ends: the host is stopping, or its data source was disposed.
        }
    }

    private async ValueTask<bool> ListenOrTellAsync(Action written, CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(written, _follower.Succeeded, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not ObjectDisposedException)
        {
            if (_follower.Failures == 0)
            {
                PostgresLog.ListenerLost(logger, name, failure.GetType().Name);
            }

            throw;
        }
    }

    private static string? Unfit(NpgsqlConnectionStringBuilder settings) => settings switch
    {
        { Multiplexing: true } => "the data source multiplexes",
        { Pooling: true, MaxPoolSize: < SmallestPool } => "the pool is too small",
        _ => null,
    };

    // Returns only if listening for lifecycle events is of no use, for example behind a pooler. If a server accepts connections and then
    // drops them, all the failures count as one outage until a wait completes.
    private async Task ListenAsync(Action written, Action lasts, CancellationToken cancellationToken)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        opening.CancelAfter(2 * database.Timeout);
        var connection = await database.Source.OpenConnectionAsync(opening.Token).ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);

        // The listener for lifecycle events recognizes a pooler by its own process ids. Behind a pooler, LISTEN would stay on a session
        // that soon serves another client.
        if (await ExecuteAsync(connection, "SELECT pg_backend_pid()", opening.Token).ConfigureAwait(false) is not int pid
            || pid != connection.ProcessID)
        {
            PostgresLog.ListenerOff(logger, name, "there is a pooler in between");
            return;
        }

        void Wake(object sender, NpgsqlNotificationEventArgs notification)
        {
            lasts();
            written();
        }

        connection.Notification += Wake;
        try
        {
            await ExecuteAsync(connection, "LISTEN " + database.Sql<PostgresEventSql>().Channel, opening.Token).ConfigureAwait(false);

            // The lifecycle events that were written before LISTEN had no notification here, so the readers are woken once.
            written();
            while (true)
            {
                if (!await connection.WaitAsync(Check, cancellationToken).ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, "SELECT 1", cancellationToken).ConfigureAwait(false);
                }

                lasts();
            }
        }
        finally
        {
            connection.Notification -= Wake;
            await ForgetAsync(connection).ConfigureAwait(false);
        }
    }

    // The listener's connection returns to the pool, where nothing else resets it, so LISTEN must be ended here.
    private async Task ForgetAsync(NpgsqlConnection connection)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await ExecuteAsync(connection, "UNLISTEN *", limit.Token).ConfigureAwait(false);
        }
        catch (Exception) when (connection.State == ConnectionState.Open)
        {
            // The session may still LISTEN for lifecycle events, so the pool is cleared. This connection is then closed when it is
            // returned. The other connections are closed too and are opened again when needed.
            database.Source.Clear();
        }
        catch (Exception)
        {
            // The connection of the listener for lifecycle events is broken, so the pool does not keep it.
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 10 };
        await using var disposing = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
