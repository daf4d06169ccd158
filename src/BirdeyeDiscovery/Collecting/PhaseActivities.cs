using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Starts the activity of a phase of a cycle, such as that of collecting security facts.</summary>
internal static class PhaseActivities
{
    public static Activity? Start(CyclePhase phase) => phase switch
    {
        CyclePhase.Trending => DiscoveryActivities.Start(DiscoveryTelemetry.TrendingActivity),
        CyclePhase.Security => DiscoveryActivities.Start(DiscoveryTelemetry.SecurityActivity),
        CyclePhase.Market => DiscoveryActivities.Start(DiscoveryTelemetry.MarketActivity),
        CyclePhase.Candles => DiscoveryActivities.Start(DiscoveryTelemetry.CandlesActivity),
        CyclePhase.Planning => DiscoveryActivities.Start(DiscoveryTelemetry.PlanActivity),
        CyclePhase.Committing => DiscoveryActivities.Start(DiscoveryTelemetry.CommitActivity),
        CyclePhase.Publishing => DiscoveryActivities.Start(DiscoveryTelemetry.PublishActivity),
        _ => null,
    };
}
