namespace BirdeyeDiscovery.Tool;

/// <summary>Sums the cycles of the tool's command <c>run</c>.</summary>
internal sealed class RunTotals
{
    private int _complete;
    private int _degraded;
    private int _failed;
    private int? _active;
    private long _calls;
    private long _units;

    public int Cycles => _complete + _degraded + _failed;

    public bool AllFailed => Cycles > 0 && _failed == Cycles;

    public void Add(CycleResult result)
    {
        var snapshot = result.Snapshot!;
        switch (snapshot.Outcome)
        {
            case CycleOutcome.Complete:
                _complete++;
                break;
            case CycleOutcome.Degraded:
                _degraded++;
                break;
            default:
                _failed++;
                break;
        }

        _active = result.ActiveTokens.Count;
        Example = result.ActiveTokens is [var active, ..] ? active.Address : null;
        _calls += snapshot.ApiCallsMade;
        _units += snapshot.ComputeUnits;
    }

    /// <summary>
    /// Gets the address of an active token for the hint at the end of a run. A symbol may be that of several tokens, also of ones that left
    /// the list.
    /// </summary>
    public string? Example { get; private set; }

    /// <summary>Counts a cycle of the command <c>run</c> that ended with an exception and therefore has no result.</summary>
    public void AddFailure() => _failed++;

    public string Text(string place) => $"{Figures.Many(Cycles, "cycle")}: {_complete} complete, {_degraded} degraded, {_failed} failed; "
        + $"{Figures.Many(_calls, "call")}, {Figures.Many(_units, "unit")}"
        + (_active is { } active ? $"; {Figures.Many(active, "active token")} in {place}." : ".");
}
