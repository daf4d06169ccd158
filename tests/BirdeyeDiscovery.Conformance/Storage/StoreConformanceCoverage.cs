using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Fails when a provider leaves a suite out. Its heir stands in the namespace of the provider's suites.</summary>
public abstract class StoreConformanceCoverage
{
    /// <summary>Gets the suites of the optional parts that the store lacks, such as <see cref="AnalyticsConformance"/>.</summary>
    protected virtual IReadOnlyCollection<Type> LeftOut => [];

    [Fact]
    public void Every_store_suite_has_an_heir_here()
    {
        var suites = typeof(StoreConformance).Assembly.GetTypes().Where(type => type.IsAbstract && type.IsSubclassOf(typeof(StoreConformance))).ToList();
        var heirs = GetType().Assembly.GetTypes().Where(type => !type.IsAbstract && type.Namespace == GetType().Namespace).ToList();

        var missing = suites.Except(LeftOut).Where(suite => !heirs.Any(heir => heir.IsSubclassOf(suite))).Select(suite => suite.Name);

        Assert.NotEmpty(suites);
        Assert.Empty(missing);
    }
}
