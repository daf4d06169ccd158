using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Sums the results of the cycles of this process.</summary>
internal sealed class RunTotals
{
    private readonly Dictionary<CycleOutcome, int> _outcomes = [];
    private readonly HashSet<DiscoveryMode> _stored = [];
    private bool _readOnly;
    private int _unstored;
    // A host that only followed does not know it.
    private (int Active, int Paused)? _tracked;
    private long _calls;
    private long _computeUnits;

    public int Cycles => _outcomes.Values.Sum() + _unstored;

    public void Count(SnapshotRecord snapshot)
    {
        _outcomes[snapshot.Outcome] = _outcomes.GetValueOrDefault(snapshot.Outcome) + 1;
        if (snapshot.Mode == DiscoveryMode.ReadOnly)
        {
            _readOnly = true;
        }
        else
        {
            _stored.Add(snapshot.Mode);
        }

        _calls += snapshot.ApiCallsMade;
        _computeUnits += snapshot.ComputeUnits;
    }

    public void Count(CycleResult result)
    {
        Count(result.Snapshot!);
        _tracked = (result.ActiveTokens.Count, result.PausedTokens.Count);
    }

    /// <summary>Counts a cycle of which nothing could be written.</summary>
    public void CountUnstored() => _unstored++;

    public string Summary(string place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{PlainText.Many(Cycles, "cycle")}: {Of(CycleOutcome.Complete)} complete, {Of(CycleOutcome.Degraded)} degraded, " +
        $"{Of(CycleOutcome.Failed) + _unstored} failed; {PlainText.Many(_calls, "call")}, " +
        $"{PlainText.Many(_computeUnits, "compute unit")}{Tracked}. {string.Join(' ', Written(place))}");

    private string Tracked => _tracked is var (active, paused)
        ? string.Create(CultureInfo.InvariantCulture, $"; {PlainText.Many(active, "token")} active, {paused} paused")
        : "";

    private IEnumerable<string> Written(string place)
    {
        if (_stored.Contains(DiscoveryMode.Manage))
        {
            yield return _unstored == 0 && !_readOnly && _stored.Count == 1
                ? $"Everything is written down in {place}."
                : $"What the cycles in mode Manage did is written down in {place}.";
        }

        if (_stored.Contains(DiscoveryMode.Record))
        {
            yield return $"Mode Record: snapshots, scores and rejections are written down in {place}; " +
                "tracked tokens were neither added nor removed, except that missing seed tokens are written.";
        }

        if (_readOnly)
        {
            yield return $"Mode ReadOnly: no snapshot, score or rejection was written; only missing seed tokens are written to {place}.";
        }

        if (_unstored > 0)
        {
            yield return $"Of {PlainText.Many(_unstored, "failed cycle")} nothing was written.";
        }

        if (Cycles == 0)
        {
            yield return "No cycle was written.";
        }
    }

    private int Of(CycleOutcome outcome) => _outcomes.GetValueOrDefault(outcome);
}
