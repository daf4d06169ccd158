using System.Reflection;

namespace BirdeyeDiscovery.Tests;

public sealed class CandidateFactsTests
{
    private static readonly PropertyInfo[] Own = [.. typeof(CandidateFacts).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(static property => property.CanWrite)];

    [Fact]
    public void Taking_figures_replaces_every_figure_and_keeps_all_else()
    {
        var facts = Candidates.Token("A", 50).Failing() with
        {
            Name = "Name",
            ListPosition = 3,
            SecurityAsked = true,
            MarketAsked = true,
            InvalidFields = ["x"],
            ListAsOf = Candidates.Start,
            MarketAsOf = Candidates.Start,
            SecurityAsOf = Candidates.Start,
            Security = new SecurityFacts(),
        };
        var figures = new MarketFacts { Address = "other" };
        foreach (var figure in typeof(MarketFigures).GetProperties())
        {
            figure.SetValue(figures, figure.PropertyType == typeof(double?) ? 12.5 : Candidates.Start.AddDays(1));
        }

        var taken = facts.WithFigures(figures);

        Assert.All(typeof(MarketFigures).GetProperties(), figure => Assert.Equal(figure.GetValue(figures), figure.GetValue(taken)));
        Assert.NotEmpty(Own);
        Assert.All(Own, property => Assert.Equal(property.GetValue(facts), property.GetValue(taken)));
        Assert.All(Own, property => Assert.False(Equals(property.GetValue(new CandidateFacts { Address = "", Symbol = "" }), property.GetValue(facts)), property.Name));
    }
}
