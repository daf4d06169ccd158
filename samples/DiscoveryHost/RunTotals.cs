using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>What the cycles of this process came to.</summary>
internal sealed class RunTotals
{
    private readonly Dictionary<CycleOutcome, int> _outcomes = [];
    private int _unstored;
    // Not known to a host that only followed.
    private int? _active;
    private long _calls;
    private long _computeUnits;

    public int Cycles => _outcomes.Values.Sum() + _unstored;

    public void Count(SnapshotRecord snapshot)
    {
        _outcomes[snapshot.Outcome] = _outcomes.GetValueOrDefault(snapshot.Outcome) + 1;
        _calls += snapshot.ApiCallsMade;
        _computeUnits += snapshot.ComputeUnits;
    }

    public void Count(CycleResult result)
    {
        Count(result.Snapshot!);
        _active = result.ActiveTokens.Count;
    }

    /// <summary>Counts a cycle of which nothing could be written.</summary>
    public void CountUnstored() => _unstored++;

    public string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cycles} {(Cycles == 1 ? "cycle" : "cycles")}: {Of(CycleOutcome.Complete)} complete, {Of(CycleOutcome.Degraded)} degraded, " +
        $"{Of(CycleOutcome.Failed) + _unstored} failed; {_calls} calls, {_computeUnits} compute units{Active}. Everything is written down in {HostPlan.StorePath}.");

    private string Active => _active is { } count ? string.Create(CultureInfo.InvariantCulture, $"; {count} tokens active") : "";

    private int Of(CycleOutcome outcome) => _outcomes.GetValueOrDefault(outcome);
}
