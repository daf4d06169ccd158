using System.Diagnostics.Metrics;

namespace BirdeyeDiscovery.Tests;

/// <summary>The telemetry of one engine with a listener of its own: other tests have meters of the same name.</summary>
internal sealed class TelemetryRecorder : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly List<Instrument> _instruments = [];
    private readonly List<(string Name, double Value, SortedDictionary<string, string> Tags)> _measurements = [];

    public TelemetryRecorder(TimeProvider clock, string engine = "")
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                _instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
        Telemetry = new DiscoveryMeter(this).For(engine, clock);
    }

    public EngineTelemetry Telemetry { get; }

    public IReadOnlyList<Instrument> Instruments => _instruments;

    /// <summary>Gets what was measured so far as <c>name{tag=value,…} value</c>, without the tag of the engine.</summary>
    public IReadOnlyList<string> Measurements =>
    [
        .. _measurements.Select(static one => FormattableString.Invariant($"{Short(one.Name)}{{{Text(one.Tags)}}} {one.Value}")),
    ];

    /// <summary>Gets the names of all tags that a metric was measured with.</summary>
    public ILookup<string, string> TagsByMetric => _measurements
        .SelectMany(static one => one.Tags.Keys.Select(tag => (one.Name, Tag: tag)))
        .Distinct()
        .ToLookup(static pair => pair.Name, static pair => pair.Tag);

    public void Observe() => _listener.RecordObservableInstruments();

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(static meter => meter.Dispose());
    }

    private static string Text(SortedDictionary<string, string> tags) => string.Join(
        ",",
        tags.Where(static tag => tag.Key != DiscoveryTelemetry.EngineTag).Select(static tag => $"{Short(tag.Key)}={tag.Value}"));

    private static string Short(string name) => name["birdeye_discovery.".Length..];

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            named.Add(tag.Key, (string)tag.Value!);
        }

        _measurements.Add((instrument.Name, value, named));
    }
}
