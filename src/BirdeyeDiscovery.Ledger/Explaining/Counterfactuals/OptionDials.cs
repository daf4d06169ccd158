using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The dials of the options that decide on a token, for the counterfactual search. They change the options of the input itself; step 0
/// restores them.
/// </summary>
internal static class OptionDials
{
    public static IEnumerable<Dial> Of(BirdeyeDiscoveryOptions options, string address, bool hasWeights)
    {
        var (discovery, scoring) = (options.Discovery, options.Scoring);
        yield return Number("Discovery:MinLiquidityUsd", Grid.Amount((double)discovery.MinLiquidityUsd, 1, 1e15), Cents);
        yield return Number("Discovery:MinVolume24hUsd", Grid.Amount((double)discovery.MinVolume24hUsd, 1, 1e15), Cents);
        yield return Number("Discovery:ActiveSlots", Grid.Count(discovery.ActiveSlots, 1, discovery.KeepRank));
        yield return Number("Discovery:KeepRank", Grid.Count(discovery.KeepRank, discovery.ActiveSlots, 1_000));
        yield return Number("Discovery:PauseBelowScore", Points(discovery.PauseBelowScore));
        yield return Number("Discovery:PauseAfterCycles", Grid.Count(discovery.PauseAfterCycles, 1, 1_000));
        yield return Number("Discovery:Damping:EntryMargin", Points(discovery.Damping.EntryMargin));
        yield return Number("Discovery:Damping:ConfirmationCycles", Grid.Count(discovery.Damping.ConfirmationCycles, 0, 1_000));
        yield return Number("Discovery:Damping:IncumbentMargin", Points(discovery.Damping.IncumbentMargin));
        yield return Number("Discovery:Damping:MinDwellCycles", Grid.Count(discovery.Damping.MinDwellCycles, 0, 1_000));
        yield return Number("Discovery:Damping:CoolDownCycles", Grid.Count(discovery.Damping.CoolDownCycles, 0, 1_000));
        yield return Number("Scoring:MinCoverage", Grid.Even(scoring.MinCoverage, .0005, 0, 1, 1));
        yield return Number("Scoring:MaxTransferFee", Share(scoring.MaxTransferFee));
        yield return Number("Scoring:MaxTop10Share", Share(scoring.MaxTop10Share));
        yield return Number("Scoring:MaxCreatorShare", Share(scoring.MaxCreatorShare));
        yield return Number("Scoring:MinAge", Grid.Amount(scoring.MinAge.TotalHours, .01, 720), Dial.Hours);
        yield return Number("Scoring:NoSellsMinBuys", Grid.Count(scoring.NoSellsMinBuys, 1, 1_000_000));
        if (hasWeights)
        {
            yield return Number("Scoring:MomentumWeight", Weight(scoring.MomentumWeight));
            yield return Number("Scoring:LiquidityWeight", Weight(scoring.LiquidityWeight));
            yield return Number("Scoring:VolumeWeight", Weight(scoring.VolumeWeight));
            yield return Number("Scoring:SafetyWeight", Weight(scoring.SafetyWeight));
            yield return Number("Scoring:FlowWeight", Weight(scoring.FlowWeight));
        }

        if (Entry(scoring.DenyList, address) is { } denied)
        {
            yield return Member("Scoring:DenyList", all => all.Scoring.DenyList, denied, isMember: true);
        }

        if (Entry(scoring.AuthorityAllowList, address) is null)
        {
            yield return Member("Scoring:AuthorityAllowList", all => all.Scoring.AuthorityAllowList, address, isMember: false);
        }

        Dial Number(string path, Grid grid, Func<double, string>? text = null)
        {
            var key = OptionTable.ByPath[path];
            var original = key.Text(options)!;
            var words = text ?? Dial.Number;
            return new Dial(
                CounterfactualKind.Option,
                path,
                grid,
                (input, x) =>
                {
                    _ = key.TryRead(x == grid.At(0) ? original : words(x), input.Options);
                    return input;
                },
                x => x == grid.At(0) ? original : words(x));
        }
    }

    private static Grid Points(decimal from) => Grid.Even((double)from, .01, 0, 100, 100);

    private static Grid Share(double from) => Grid.Even(from, .001, 0, 1, 1);

    private static Grid Weight(double from) => Grid.Amount(from, .001, 1e3);

    private static string Cents(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Entry(ISet<string> list, string address) =>
        list.FirstOrDefault(entry => TokenAddress.AreSame(entry, address));

    private static Dial Member(string path, Func<BirdeyeDiscoveryOptions, ISet<string>> list, string address, bool isMember) => new(
        CounterfactualKind.Option,
        path,
        Grid.Switch(),
        (input, x) =>
        {
            _ = (x == 0) == isMember ? list(input.Options).Add(address) : list(input.Options).Remove(address);
            return input;
        },
        Dial.Words(isMember ? "has the address" : "lacks the address", isMember ? "lacks the address" : "has the address"));
}
