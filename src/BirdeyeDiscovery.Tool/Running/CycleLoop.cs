using System.Globalization;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// The loop of the tool's command <c>run</c> runs a cycle whenever one is due, until the requested number is reached or the run is
/// cancelled.
/// </summary>
internal sealed class CycleLoop(ToolHost host, LocalMarket market, int? wanted, RunScreen screen)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly IDiscoveryEngine _engine = host.Get<IDiscoveryEngine>();
    private readonly TimeSpan _interval = host.Options.Discovery.Interval;
    private readonly TimeSpan _lease = host.Options.Storage.Lease;
    private readonly TimeSpan _scoreLifetime = host.Options.Cache.Ttl.Score;
    private readonly HashSet<CycleStatus> _said = [];

    public RunTotals Totals { get; } = new();

    // The seconds that a run announces are those of its own clock, which may be faster or slower than that of a person.
    private string Unit => market.IsMarketTime ? " of market time" : "";

    private bool IsDone => wanted is { } count && Totals.Cycles >= count;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (wait, clock) = await StepAsync(cancellationToken);
            if (!IsDone && wait > TimeSpan.Zero)
            {
                market.LetTimeRun();
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Runs a cycle of the command <c>run</c> if one is due. Returns the delay before the next attempt with the clock that measures it.
    /// </summary>
    private async Task<(TimeSpan Wait, TimeProvider Clock)> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await screen.WatchAsync(_engine, _engine.RunCycleAsync(cancellationToken).AsTask());
            switch (result.Status)
            {
                case CycleStatus.Ran:
                    Totals.Add(result);
                    screen.Show(result);
                    if (result.Snapshot?.Outcome == CycleOutcome.Failed && !IsDone)
                    {
                        screen.Say(NextAttempt(Until(result.NextDue)));
                    }

                    break;
                case CycleStatus.NotLeader:
                    // In a run of the tool, a lease lasts in real time, however fast the clock of this process is.
                    Say(result.Status, "Another host leads this store, so no cycle is run here; this host takes over when that one ends.");
                    return (_lease / 3, TimeProvider.System);
                case CycleStatus.ClockOff:
                    Say(result.Status, $"No cycle is run here: {string.Join("; ", result.Warnings)}.");
                    return (_interval, market.Clock);
                case CycleStatus.NotDue when Totals.Cycles == 0 && Until(result.NextDue) > LongestSilence:
                    Say(result.Status, $"The next cycle is due at {Figures.Time(result.NextDue!.Value)}, by the history in the store.");
                    break;
            }

            // The scores that a run of the tool publishes expire unless a step renews them. A step therefore runs at least three times
            // within their lifetime, even if no cycle is due.
            var wait = Until(result.NextDue);
            return (wait < _scoreLifetime / 3 ? wait : _scoreLifetime / 3, market.Clock);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Totals.AddFailure();
            screen.Fault($"The cycle failed: {failure.Message} {NextAttempt(_interval)}");
            return (_interval, market.Clock);
        }
    }

    private string NextAttempt(TimeSpan wait) => string.Create(
        CultureInfo.InvariantCulture,
        $"Next attempt at {Figures.Time(market.Clock.GetUtcNow() + wait)}, in {Math.Ceiling(Math.Max(0, wait.TotalSeconds)):0} s{Unit}.");

    private void Say(CycleStatus status, string line)
    {
        if (_said.Add(status))
        {
            screen.Say(line);
        }
    }

    private TimeSpan Until(DateTimeOffset? due) => due is { } time ? time - market.Clock.GetUtcNow() : _interval;
}
