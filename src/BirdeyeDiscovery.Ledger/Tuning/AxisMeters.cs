namespace BirdeyeDiscovery.Ledger;

/// <summary>Compares a tuning variant with the current options at every horizon of a plan.</summary>
internal sealed class AxisMeters
{
    private readonly AxisMeter[] _meters;
    private readonly OutcomeStream<FactorRanks[]> _stream;
    private readonly double? _topShare;
    private readonly long _end;

    /// <summary>Creates the meters of a tuning variant.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isSelection">Whether the factors are 1 for selected tokens and 0 for the rest, which are then the top.</param>
    public AxisMeters(TunePlan plan, bool isSelection = false)
    {
        _meters = [.. plan.Measure.Horizons.Select(horizon => new AxisMeter(horizon, isSelection))];
        _topShare = isSelection ? null : plan.Measure.TopShare;
        _end = plan.To.UtcTicks;
        _stream = new OutcomeStream<FactorRanks[]>(
            plan.Measure,
            plan.Measure.Horizons,
            TimeSpan.Zero,
            (horizon, ticks, tokens, factors, returns) => _meters[horizon].Add(ticks, tokens, factors, returns));
    }

    /// <summary>Adds a cycle to the comparison of a tuning variant with the current options.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="members">The positions of the tokens that are compared.</param>
    /// <param name="factors">The factor of the current options and that of the variant, by member.</param>
    public void Add(ObservedCycle cycle, IReadOnlyList<int> members, IEnumerable<double[]> factors) =>
        _stream.Add(cycle, members, [.. factors.Select(values => FactorRanks.Of(values, _topShare))]);

    public IReadOnlyList<TuneAxis> ToAxes()
    {
        _stream.Close(_end);
        return [.. _meters.SelectMany(static meter => meter.ToAxes())];
    }
}
