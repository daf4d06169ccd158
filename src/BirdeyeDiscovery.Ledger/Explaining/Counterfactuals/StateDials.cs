namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The dials on the stored state of one token, set by earlier cycles or by hand, for the counterfactual search: counters, the hold, the
/// pin, the peak of its liquidity.
/// </summary>
internal static class StateDials
{
    private const int MostCycles = 100_000;

    public static IEnumerable<Dial> Of(CycleInput input, string address)
    {
        if (input.State.Tokens.FirstOrDefault(token => token.Address == address) is { } token)
        {
            yield return Counter(nameof(token.LowScoreCycles), token.LowScoreCycles, static (row, x) => row with { LowScoreCycles = x });
            yield return Counter(nameof(token.StatusCycles), token.StatusCycles, static (row, x) => row with { StatusCycles = x });
            if (token.HeldBy is { } by)
            {
                yield return Word(nameof(token.HeldBy), by, "nobody", (row, x) => row with { HeldBy = x ? null : by });
            }

            if (token.IsPermanent)
            {
                yield return Word(nameof(token.IsPermanent), "yes", "no", static (row, x) => row with { IsPermanent = !x });
            }
        }

        yield return new Dial(
            CounterfactualKind.State,
            nameof(CycleState.WarmUpCycles),
            Grid.Count(input.State.WarmUpCycles.GetValueOrDefault(address), 0, MostCycles),
            (all, x) => all with
            {
                State = all.State with
                {
                    WarmUpCycles = new Dictionary<string, int>(all.State.WarmUpCycles, StringComparer.Ordinal) { [address] = (int)x },
                },
            },
            Dial.Number);
        if (input.State.PeakLiquidityUsd.TryGetValue(address, out var peak))
        {
            yield return new Dial(
                CounterfactualKind.State,
                nameof(CycleState.PeakLiquidityUsd),
                Grid.Amount((double)peak, 1, 1e15),
                (all, x) => all with
                {
                    State = all.State with
                    {
                        PeakLiquidityUsd =
                            new Dictionary<string, decimal>(all.State.PeakLiquidityUsd, StringComparer.Ordinal) { [address] = (decimal)x },
                    },
                },
                Dial.Number);
        }

        Dial Counter(string name, int from, Func<TrackedToken, int, TrackedToken> set) => new(
            CounterfactualKind.State, name, Grid.Count(from, 0, MostCycles), (all, x) => With(all, row => set(row, (int)x)), Dial.Number);

        Dial Word(string name, string from, string to, Func<TrackedToken, bool, TrackedToken> set) => new(
            CounterfactualKind.State, name, Grid.Switch(), (all, x) => With(all, row => set(row, x != 0)), Dial.Words(from, to));

        CycleInput With(CycleInput all, Func<TrackedToken, TrackedToken> set) => all with
        {
            State = all.State with { Tokens = [.. all.State.Tokens.Select(row => row.Address == address ? set(row) : row)] },
        };
    }
}
