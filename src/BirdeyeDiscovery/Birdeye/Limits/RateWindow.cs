namespace BirdeyeDiscovery;

/// <summary>
/// The window of a rate limit: at most <paramref name="Requests"/> in any period of this length, which includes the slack.
/// </summary>
internal readonly record struct RateWindow(int Requests, TimeSpan Length);
