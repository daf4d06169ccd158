using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Tests;

public sealed class OwnScorerTests
{
    [Fact]
    public void A_scorer_can_be_made_around_the_built_in_one()
    {
        using var provider = Provider(static services => new Halved(services.GetRequiredService<ITokenScorer>()));
        var inputs = new ScoreInputs { LiquidityUsd = 1e6, Volume24hUsd = 1e6 };

        var own = provider.GetRequiredService<ITokenScorer>();

        Assert.IsType<Halved>(own);
        Assert.Equal(new TokenScorer(new ScoringOptions()).Score(inputs).Total / 2, own.Score(inputs).Total);
    }

    [Fact]
    public void It_is_made_again_only_when_the_scoring_options_change()
    {
        var made = 0;
        using var provider = Provider(services =>
        {
            made++;
            return new Halved(services.GetRequiredService<ITokenScorer>());
        });
        var factory = provider.GetRequiredKeyedService<IScorerFactory>("");

        var first = factory.Create(new ScoringOptions());
        var same = factory.Create(new ScoringOptions());
        var changed = factory.Create(new ScoringOptions { MomentumWeight = .9 });

        Assert.Same(first, same);
        Assert.NotEqual(first.OptionsHash, changed.OptionsHash);
        Assert.Equal(2, made);
    }

    private static ServiceProvider Provider(Func<IServiceProvider, ITokenScorer> scorer)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static _ => { }).UseScorer(scorer);
        return services.BuildServiceProvider();
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
