namespace BirdeyeDiscovery;

/// <summary>The reason why a call to the API returned no usable answer.</summary>
/// <param name="Kind">The kind of the failure; it determines how the failure is handled.</param>
/// <param name="Endpoint">The endpoint that was called.</param>
/// <param name="Status">The HTTP status, or <see langword="null"/> when there was none.</param>
/// <param name="Detail">A short text, cleaned and without secrets.</param>
/// <param name="RetryAfter">How long the API asked the client to wait, if it said so.</param>
public sealed record BirdeyeFailure(
    BirdeyeFailureKind Kind, BirdeyeEndpoint Endpoint, int? Status, string Detail, TimeSpan? RetryAfter = null);
