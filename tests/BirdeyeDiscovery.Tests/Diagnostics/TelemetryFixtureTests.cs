using BirdeyeDiscovery.Benchmarks.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>The gate of 0 bytes measures every instrument that code records to: a new one must be added to the calls of its fixture.</summary>
public sealed class TelemetryFixtureTests
{
    [Fact]
    public void The_gate_measures_every_instrument_that_is_not_observed()
    {
        using var recorder = new TelemetryRecorder(new FakeTimeProvider());
        new TelemetryFixture(recorder.Telemetry).FiftyTokens();

        Assert.Equal(
            recorder.Instruments.Where(static instrument => !instrument.IsObservable).Select(static instrument => instrument.Name)
                .Order(StringComparer.Ordinal),
            recorder.TagsByMetric.Select(static metric => metric.Key).Order(StringComparer.Ordinal));
    }
}
