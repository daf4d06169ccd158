using System.Reflection;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>A figure or a reason that is added is not forgotten in the lists that name all of them.</summary>
public sealed class EveryFigureTests
{
    [Fact]
    public void An_unknown_input_has_a_worst_and_a_best_value()
    {
        var unknown = new ScoreInputs { Security = new SecurityFacts { IsToken2022 = true } };
        var (worst, best) = (MissingInputs.AtWorst(in unknown), MissingInputs.AtBest(in unknown));

        Assert.Equal([nameof(ScoreInputs.PeakLiquidity60mUsd)], Unknown(best));
        Assert.Equal([nameof(SecurityFacts.OwnerShare)], Unknown(best.Security!));
        Assert.Equal(
            [nameof(ScoreInputs.LiquidityUsd), nameof(ScoreInputs.PeakLiquidity60mUsd), nameof(ScoreInputs.Volume24hUsd)], Unknown(worst));
        Assert.Equal([nameof(SecurityFacts.MutableMetadata), nameof(SecurityFacts.OwnerShare)], Unknown(worst.Security!));
    }

    [Fact]
    public async Task An_explanation_names_every_input_of_the_score()
    {
        var market = LedgerMarket.Run(11, 20);
        var (input, plan) = market.Cycles[19];
        var row = plan.Scores.First(static row => row.Action == ScoreAction.Keep);

        var explanation = await market.Explainer.ExplainAsync(row.TokenAddress, input.CycleTimestamp, TestContext.Current.CancellationToken);

        var named = explanation.Score!.Parts.SelectMany(static part => part.Inputs).Select(static value => value.Name).ToHashSet();
        // The gates use these. A mark of Token-2022 only says what an unknown fee means, and the time of creation is named as an age.
        string[] unused =
        [
            nameof(SecurityFacts.AuthorityUnknown), nameof(SecurityFacts.NonTransferable), nameof(SecurityFacts.Fake),
            nameof(SecurityFacts.FeeUnreadable), nameof(SecurityFacts.IsToken2022), nameof(SecurityFacts.CreatedAt),
            nameof(SecurityFacts.InvalidFields),
        ];
        var inputs = Names<ScoreInputs>().Except([nameof(ScoreInputs.Security)])
            .Concat(Names<SecurityFacts>().Except(unused));
        Assert.Empty(inputs.Except(named));
    }

    [Fact]
    public void A_counterfactual_can_change_every_figure_that_the_score_or_a_gate_uses()
    {
        var (input, _) = LedgerMarket.Run(11, 2).Cycles[1];
        var facts = (CandidateFacts)Known(input.Candidates[0] with { Security = (SecurityFacts)Known(new SecurityFacts()) });

        var dials = FactDials.Of(input with { Candidates = [facts] }, 0).Select(static dial => dial.Name).ToHashSet();

        // No score and no gate uses these: prices and valuations are stored only, and the others are measured as something else.
        string[] unused =
        [
            nameof(MarketFigures.PriceUsd), nameof(MarketFigures.FdvUsd), nameof(MarketFigures.LastTradeAt),
            nameof(SecurityFacts.CreatedAt), nameof(SecurityFacts.IsToken2022), nameof(SecurityFacts.LiquidityLock),
            nameof(SecurityFacts.InvalidFields),
        ];
        var figures = Names<MarketFigures>().Concat(Names<SecurityFacts>()).Except(unused);
        Assert.Empty(figures.Except(dials));
    }

    [Fact]
    public void A_report_has_words_for_every_reason()
    {
        // The first two are reserved. The third blocks an act and is never the reason of a cycle's row.
        string[] unused = [ReasonCodes.DataInvalid, ReasonCodes.LiquidityDrain, ReasonCodes.PositionOpen];
        var codes = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetValue(null)!);

        Assert.DoesNotContain(codes.Except(unused), static code => ReasonWords.Of(code) is null);
    }

    private static IEnumerable<string> Names<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite).Select(static property => property.Name);

    private static IEnumerable<string> Unknown<T>(T inputs) => typeof(T).GetProperties()
        .Where(property => (property.PropertyType == typeof(double?) || property.PropertyType == typeof(bool?)) && property.GetValue(inputs) is null)
        .Select(static property => property.Name).Order(StringComparer.Ordinal);

    private static object Known(object facts)
    {
        foreach (var property in facts.GetType().GetProperties().Where(static property => property.CanWrite))
        {
            if (property.PropertyType == typeof(double?))
            {
                property.SetValue(facts, .5);
            }
            else if (property.PropertyType == typeof(bool?))
            {
                property.SetValue(facts, true);
            }
        }

        return facts;
    }
}
