namespace BirdeyeDiscovery;

/// <summary>At most <paramref name="Requests"/> in any time span of this length, slack included.</summary>
internal readonly record struct RateWindow(int Requests, TimeSpan Length);
