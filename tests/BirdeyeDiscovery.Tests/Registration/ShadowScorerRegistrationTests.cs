using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace BirdeyeDiscovery.Tests;

public sealed class ShadowScorerRegistrationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ünder")]
    [InlineData("a/b")]
    [InlineData("line\nbreak")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f")]
    public void A_name_that_is_not_allowed_is_refused_with_what_is(string name)
    {
        var engine = new ServiceCollection().AddBirdeyeDiscovery(static _ => { });

        var error = Assert.Throws<ArgumentException>(
            nameof(name), () => engine.AddShadowScorer(name, static _ => Substitute.For<ITokenScorer>()));

        Assert.StartsWith(
            $"The name of a shadow scorer is '{name.Replace("\n", " ", StringComparison.Ordinal)}'; allowed are 1 to 50 characters: "
            + "the letters a to z and A to Z, digits, '-', '_' and '.'.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(nameof(name), () => engine.AddShadowScorer(null!, static _ => Substitute.For<ITokenScorer>()));
    }

    [Fact]
    public void A_name_is_given_once_for_each_engine()
    {
        var services = new ServiceCollection();
        var first = services.AddBirdeyeDiscovery(static _ => { });
        var other = services.AddBirdeyeDiscovery("base", static _ => { });
        foreach (var engine in new[] { first, other })
        {
            engine.AddShadowScorer<Halved>("half")
                .AddShadowScorer<Halved>("half-2")
                .AddShadowScorer("Half", static _ => Substitute.For<ITokenScorer>());
        }

        Assert.Equal(
            "The engine has a shadow scorer 'half' already; call AddShadowScorer with this name once.",
            Assert.Throws<InvalidOperationException>(() => first.AddShadowScorer<Halved>("half")).Message);
        Assert.Equal(
            "The engine 'base' has a shadow scorer 'half' already; call AddShadowScorer with this name once.",
            Assert.Throws<InvalidOperationException>(() => other.AddShadowScorer<Halved>("half")).Message);
        using var provider = services.BuildServiceProvider();
        Assert.Equal(["half", "half-2", "Half"], provider.GetKeyedServices<ShadowScorer>("base").Select(static shadow => shadow.Name));
    }

    [Fact]
    public void A_shadow_can_wrap_the_built_in_scorer_with_the_weights_of_the_cycle_also_beside_a_scorer_of_the_host()
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static _ => { })
            .UseScorer(static _ => Substitute.For<ITokenScorer>())
            .AddShadowScorer<Halved>("type")
            .AddShadowScorer("factory", static provider => new Halved(provider.GetRequiredService<ITokenScorer>()));
        using var provider = services.BuildServiceProvider();
        var scorer = new TokenScorer(new ScoringOptions { SafetyWeight = .9 });
        var cycles = new PlannedCycles(static options => options.Scoring.SafetyWeight = .9);
        var plan = cycles.Next(Candidates.Ladder(2));

        var rows = new ShadowScorers("", [.. provider.GetKeyedServices<ShadowScorer>("")], TimeProvider.System, NullLogger.Instance)
            .AddTo(plan, cycles.LastInput!)
            .ShadowScores;

        Assert.Equal(["type", "type", "factory", "factory"], rows.Select(static row => row.Scorer));
        Assert.All(rows, row => Assert.Equal(($"{scorer.Version}-halved", scorer.OptionsHash), (row.ScorerVersion, row.OptionsHash)));
    }

    private sealed class Halved(ITokenScorer inner) : ITokenScorer
    {
        public string Version => inner.Version + "-halved";

        public string OptionsHash => inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs)
        {
            var score = inner.Score(inputs);
            return score with { Total = score.Total / 2 };
        }
    }
}
