namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The dials of the counterfactual search for the facts of one candidate. An unknown fact has none, because no change of it would be a
/// small one.
/// </summary>
internal static class FactDials
{
    private const double Most = 1e15;

    public static IEnumerable<Dial> Of(CycleInput input, int index)
    {
        var facts = input.Candidates[index];
        return Figures(facts, index)
            .Concat(facts.Security is { } security ? SecurityOf(security, input.CycleTimestamp, index) : [])
            .Concat(facts.FailedCalls.Count == 0 ? [] : [Failed(facts, index)]);
    }

    private static IEnumerable<Dial> Figures(CandidateFacts facts, int index)
    {
        Dial?[] dials =
        [
            Amount(nameof(facts.LiquidityUsd), facts.LiquidityUsd, static (all, x) => all with { LiquidityUsd = x }),
            Amount(nameof(facts.Volume24hUsd), facts.Volume24hUsd, static (all, x) => all with { Volume24hUsd = x }),
            Amount(nameof(facts.UniqueWallets24h), facts.UniqueWallets24h, static (all, x) => all with { UniqueWallets24h = x }),
            Share(nameof(facts.RoundTripShare), facts.RoundTripShare, static (all, x) => all with { RoundTripShare = x }),
            Percent(nameof(facts.Change5mPercent), facts.Change5mPercent, static (all, x) => all with { Change5mPercent = x }),
            Percent(nameof(facts.Change1hPercent), facts.Change1hPercent, static (all, x) => all with { Change1hPercent = x }),
            Percent(nameof(facts.Change24hPercent), facts.Change24hPercent, static (all, x) => all with { Change24hPercent = x }),
            Amount(nameof(facts.BuyVolume24hUsd), facts.BuyVolume24hUsd, static (all, x) => all with { BuyVolume24hUsd = x }),
            Amount(nameof(facts.SellVolume24hUsd), facts.SellVolume24hUsd, static (all, x) => all with { SellVolume24hUsd = x }),
            Amount(nameof(facts.Buys24h), facts.Buys24h, static (all, x) => all with { Buys24h = x }),
            Amount(nameof(facts.Sells24h), facts.Sells24h, static (all, x) => all with { Sells24h = x }),
            Count(nameof(facts.Buys1h), facts.Buys1h, static (all, x) => all with { Buys1h = x }),
            Count(nameof(facts.Sells1h), facts.Sells1h, static (all, x) => all with { Sells1h = x }),
        ];
        return dials.OfType<Dial>();

        Dial? Amount(string name, double? from, Func<CandidateFacts, double, CandidateFacts> set) =>
            Make(name, from, static x => Grid.Amount(x, 1, Most), set);

        Dial? Count(string name, double? from, Func<CandidateFacts, double, CandidateFacts> set) =>
            Make(name, from, static x => Grid.Count(x, 0, 10_000_000), set);

        Dial? Share(string name, double? from, Func<CandidateFacts, double, CandidateFacts> set) =>
            Make(name, from, static x => Grid.Even(x, .001, 0, 1, 1), set);

        Dial? Percent(string name, double? from, Func<CandidateFacts, double, CandidateFacts> set) =>
            Make(name, from, static x => Grid.Even(x, .1, Math.Min(x, -99.9), Math.Max(x, 1_000), 100), set);

        Dial? Make(string name, double? from, Func<double, Grid> grid, Func<CandidateFacts, double, CandidateFacts> set) =>
            from is { } known
                ? new Dial(
                    CounterfactualKind.Input,
                    name,
                    grid(known),
                    (input, x) => With(input, index, set(input.Candidates[index], x)),
                    Dial.Number)
                : null;
    }

    private static IEnumerable<Dial> SecurityOf(SecurityFacts facts, DateTimeOffset now, int index)
    {
        Dial?[] dials =
        [
            Share(nameof(facts.Top10Share), facts.Top10Share, static (all, x) => all with { Top10Share = x }),
            Share(nameof(facts.CreatorShare), facts.CreatorShare, static (all, x) => all with { CreatorShare = x }),
            Share(nameof(facts.OwnerShare), facts.OwnerShare, static (all, x) => all with { OwnerShare = x }),
            Share(nameof(facts.TransferFee), facts.TransferFee, static (all, x) => all with { TransferFee = x }),
            Flag(nameof(facts.MintAuthorityLive), facts.MintAuthorityLive, static (all, x) => all with { MintAuthorityLive = x }),
            Flag(nameof(facts.FreezeAuthorityLive), facts.FreezeAuthorityLive, static (all, x) => all with { FreezeAuthorityLive = x }),
            Flag(nameof(facts.AuthorityUnknown), facts.AuthorityUnknown, static (all, x) => all with { AuthorityUnknown = x }),
            Flag(nameof(facts.NonTransferable), facts.NonTransferable, static (all, x) => all with { NonTransferable = x }),
            Flag(nameof(facts.Fake), facts.Fake, static (all, x) => all with { Fake = x }),
            Flag(nameof(facts.FeeUnreadable), facts.FeeUnreadable, static (all, x) => all with { FeeUnreadable = x }),
            facts.MutableMetadata is { } mutable
                ? Flag(nameof(facts.MutableMetadata), mutable, static (all, x) => all with { MutableMetadata = x })
                : null,
            facts.AgeHours(now) is { } age
                ? new Dial(
                    CounterfactualKind.Input,
                    nameof(ScoreInputs.AgeHours),
                    Grid.Amount(age, .01, 1e6),
                    (input, x) => Set(input, all => all with { CreatedAt = now - TimeSpan.FromHours(x) }),
                    Dial.Number)
                : null,
        ];
        return dials.OfType<Dial>();

        Dial? Share(string name, double? from, Func<SecurityFacts, double, SecurityFacts> set) =>
            from is { } known
                ? new Dial(
                    CounterfactualKind.Input,
                    name,
                    Grid.Even(known, .001, 0, 1, 1),
                    (input, x) => Set(input, all => set(all, x)),
                    Dial.Number)
                : null;

        Dial Flag(string name, bool from, Func<SecurityFacts, bool, SecurityFacts> set) => new(
            CounterfactualKind.Input,
            name,
            Grid.Switch(),
            (input, x) => Set(input, all => set(all, x != 0 ? !from : from)),
            Dial.Words(from ? "yes" : "no", from ? "no" : "yes"));

        CycleInput Set(CycleInput input, Func<SecurityFacts, SecurityFacts> set)
        {
            var candidate = input.Candidates[index];
            return With(input, index, candidate with { Security = set(candidate.Security!) });
        }
    }

    private static Dial Failed(CandidateFacts facts, int index) => new(
        CounterfactualKind.Input,
        nameof(facts.FailedCalls),
        Grid.Switch(),
        (input, x) => With(input, index, input.Candidates[index] with { FailedCalls = x == 0 ? facts.FailedCalls : [] }),
        Dial.Words(string.Join(", ", facts.FailedCalls), "none"));

    private static CycleInput With(CycleInput input, int index, CandidateFacts facts)
    {
        var candidates = input.Candidates.ToArray();
        candidates[index] = facts;
        return input with { Candidates = candidates };
    }
}
