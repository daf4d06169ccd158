namespace BirdeyeDiscovery.Tool;

/// <summary>The doctor's check that cycles are written, and that the newest one is what its stored input gives.</summary>
internal static class LedgerCheck
{
    private const string Cycles = "cycles";
    private const string Replay = "replay";

    public static async Task<IReadOnlyList<Finding>> RunAsync(ToolHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await host.History.GetSnapshotsAsync(1, cancellationToken) is not [var newest])
        {
            return [Finding.Warning(Cycles, "The store has no cycle yet.", "Start a host, or try birdeye-discovery run --cycles 3.")];
        }

        var chains = await StoreChains.ReadAsync(host.WholeHistory, cancellationToken);
        if (chains.Names.Count > 1)
        {
            return
            [
                Newest(newest, host.Options, clock.GetUtcNow()),
                Finding.Fault(
                    "chain",
                    $"The store has cycles of {chains.Words}. Their tracked tokens cannot be told apart.",
                    "Give each engine a store of its own: another file, or another Storage:Schema. Questions name one with --chain."),
            ];
        }

        return [Newest(newest, host.Options, clock.GetUtcNow()), await ReplayAsync(host, newest, cancellationToken)];
    }

    private static Finding Newest(SnapshotRecord newest, BirdeyeDiscoveryOptions options, DateTimeOffset now)
    {
        var age = now - newest.CycleTimestamp;
        var text = $"The newest cycle is of {Figures.Time(newest.CycleTimestamp)}, {StoredText.Of(newest.Outcome)}";
        if (ClockRules.IsFuture(newest.CycleTimestamp, now, ClockRules.Tolerance(options)))
        {
            return Finding.Warning(
                Cycles,
                $"{text}, which is in the future.",
                "A run on the generated market, whose time is faster, leaves such cycles. Otherwise the clock of a host is wrong.");
        }

        if (newest.Outcome == CycleOutcome.Failed)
        {
            return Finding.Warning(
                Cycles, $"{text}: {PlainText.Clean(newest.Error)}", "See docs/troubleshooting.md, and the log of the host that leads.");
        }

        return age > LivePublisher.FreshFor(newest, options.Discovery.Interval)
            ? Finding.Warning(Cycles, $"{text}, {Figures.Duration(age)} old.", "No host runs cycles: check that one runs and leads.")
            : Finding.Ok(Cycles, $"{text}, {Figures.Duration(age)} old.");
    }

    private static async Task<Finding> ReplayAsync(ToolHost host, SnapshotRecord newest, CancellationToken cancellationToken)
    {
        try
        {
            var check = await host.Get<ICycleReplayer>().VerifyAsync(newest.CycleTimestamp, newest.CycleTimestamp, cancellationToken);
            return check switch
            {
                { FirstDifference: { } first } => Finding.Fault(
                    Replay,
                    PlainText.Clean(Figures.WithShortTimes(first.ToString()), 500),
                    "Somebody changed rows by hand, or the store is damaged: see birdeye-discovery replay."),
                { WithoutInput: > 0 } => Finding.Warning(
                    Replay, "The input of the newest cycle is not stored.", "Update the hosts: an older version wrote it."),
                { OfOtherScorers: > 0 } => Finding.Warning(
                    Replay, "Another version of the scorer scored the newest cycle.", "Use the tool of the same version as the hosts."),
                _ => Finding.Ok(Replay, "The newest cycle is what its stored input gives."),
            };
        }
        catch (LedgerException fault)
        {
            return Finding.Fault(Replay, Figures.WithShortTimes(fault.Message), fault.Fault == LedgerFault.OtherChain
                ? "Set Birdeye:Chain to the chain of this store, or name the store of this chain."
                : "Use the tool of the version that wrote the cycle, or a newer one.");
        }
    }
}
