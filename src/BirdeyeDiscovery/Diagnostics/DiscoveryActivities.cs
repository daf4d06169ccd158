using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Starts the activities (traces) of the library. Nothing is created while nobody listens.</summary>
internal static class DiscoveryActivities
{
    /// <summary>Gets the version that the meter and the activity source report.</summary>
    public static string Version { get; } = typeof(DiscoveryActivities).Assembly.GetName().Version!.ToString(3);

    /// <summary>Gets a value indicating whether somebody listens to the activities. Work that is repeated per token asks first.</summary>
    public static bool IsListenedTo => Source.HasListeners();

    private static ActivitySource Source { get; } = new(DiscoveryTelemetry.ActivitySourceName, Version);

    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Starts the trace activity of an engine's work.</summary>
    public static Activity? Start(string name, EngineTelemetry? telemetry)
    {
        var activity = Source.StartActivity(name);
        return telemetry is null ? activity : activity?.SetTag(DiscoveryTelemetry.EngineTag, telemetry.Engine);
    }

    /// <summary>
    /// Leaves the trace activity that this flow was started in. Work in the background may have been started by a request or a cycle, which
    /// ended long ago, and its own spans would be attached to that trace.
    /// </summary>
    public static void Leave() => Activity.Current = null;

    /// <summary>Starts a trace activity of work in the background, which belongs to no other trace.</summary>
    public static Activity? StartAlone(string name)
    {
        Leave();
        return Start(name);
    }

    /// <summary>Marks a trace activity as failed. The text of an exception may hold a secret, so only its type is kept.</summary>
    public static void Fail(Activity? activity, Exception failure) =>
        activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name).SetTag("error.type", failure.GetType().FullName);
}
