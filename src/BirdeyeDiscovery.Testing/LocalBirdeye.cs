using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// A local Birdeye: it answers like the real API, from a generated market or from recordings, with the API's limits and with injected
/// faults.
/// </summary>
public sealed class LocalBirdeye : IAsyncDisposable
{
    private readonly LocalServer _server;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private KestrelFront? _front;
    private bool _isDisposed;

    /// <summary>Initializes a new instance of the <see cref="LocalBirdeye"/> class.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of recordings does not exist.</exception>
    public LocalBirdeye(LocalBirdeyeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        _server = new LocalServer(options);
    }

    /// <summary>Gets the log of the requests so far.</summary>
    public LocalBirdeyeLog Log => _server.Log;

    /// <summary>Gets the newest time in a folder of recordings, at which the clock should start.</summary>
    /// <param name="recordingsDirectory">The folder.</param>
    /// <returns>The newest swap or update time in any answer that is served from the folder, in whole seconds, UTC.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">No recording in it contains a time.</exception>
    public static DateTimeOffset NewestRecordedTime(string recordingsDirectory) => RecordingFolder.Read(recordingsDirectory).NewestTime
        ?? throw new InvalidDataException($"No recording in '{recordingsDirectory}' contains a time.");

    /// <summary>Creates a handler that answers in process, without sockets and, unless a fault delays, synchronously.</summary>
    /// <returns>A handler for <c>new HttpClient(handler)</c>; any host name is accepted.</returns>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(_server);

    /// <summary>Starts an HTTP server on 127.0.0.1, on a free port. Later calls return the same address.</summary>
    /// <param name="ct">Cancels the start.</param>
    /// <returns>The base address, such as <c>http://127.0.0.1:41234/</c>.</returns>
    /// <exception cref="ObjectDisposedException">This instance is disposed.</exception>
    public async Task<Uri> StartAsync(CancellationToken ct = default)
    {
        await _starting.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _front ??= await KestrelFront.StartAsync(_server, ct).ConfigureAwait(false);
            return _front.Address;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Activates a fault for requests from now on.</summary>
    /// <param name="fault">The fault.</param>
    public void Inject(LocalFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _server.Faults.Add(fault);
    }

    /// <summary>Removes all faults.</summary>
    public void ClearFaults() => _server.Faults.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync().ConfigureAwait(false);
        try
        {
            _isDisposed = true;
            if (_front is { } front)
            {
                _front = null;
                await front.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private static void Check(LocalBirdeyeOptions options)
    {
        var plan = options.Plan;
        if (plan.RequestsPerSecond < 0.01m || plan.RequestsPerMinute < 0.01m)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Plan.RequestsPerSecond is {plan.RequestsPerSecond} and Plan.RequestsPerMinute "
                    + $"{plan.RequestsPerMinute}; 0.01 and above is allowed."),
                nameof(options));
        }

        if (options.Tick < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException($"Tick is {options.Tick}; at least one second is allowed.", nameof(options));
        }

        if (options.Plan.ComputeUnits < 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Plan.ComputeUnits is {options.Plan.ComputeUnits}; 0 and above is allowed."),
                nameof(options));
        }

        if (options.RecordingsDirectory is { } directory && !Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"The folder of recordings '{directory}' does not exist.");
        }
    }
}
