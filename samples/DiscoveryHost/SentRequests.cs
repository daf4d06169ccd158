using System.Diagnostics.Metrics;
using BirdeyeDiscovery.Diagnostics;

namespace DiscoveryHost;

/// <summary>Knows whether requests were sent to the API, from the meter of the library.</summary>
internal sealed class SentRequests : IDisposable
{
    // docs/monitoring.md has the names of the metrics.
    private const string UnitsMetric = "birdeye_discovery.compute_units.used";

    private readonly MeterListener _listener = new();
    private int _any;

    public SentRequests()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == DiscoveryTelemetry.MeterName && instrument.Name == UnitsMetric)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Volatile.Write(ref _any, 1));
        _listener.Start();
    }

    /// <summary>Gets whether a request was sent since the last call of this method.</summary>
    public bool TakeAny() => Interlocked.Exchange(ref _any, 0) == 1;

    public void Dispose() => _listener.Dispose();
}
