namespace BirdeyeDiscovery;

/// <summary>Allows at most <paramref name="Requests"/> in any period of this length, which includes the slack.</summary>
internal readonly record struct RateWindow(int Requests, TimeSpan Length);
