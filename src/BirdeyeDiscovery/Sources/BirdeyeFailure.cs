namespace BirdeyeDiscovery.Sources;

/// <summary>Why a call to the API brought no usable answer.</summary>
/// <param name="Kind">The class of the failure; what to do next follows from it.</param>
/// <param name="Endpoint">The endpoint that was asked.</param>
/// <param name="Status">The HTTP status, or <see langword="null"/> when there was none.</param>
/// <param name="Detail">A short text, cleaned and without secrets.</param>
/// <param name="RetryAfter">How long the API asked to wait, if it said so.</param>
public sealed record BirdeyeFailure(BirdeyeFailureKind Kind, BirdeyeEndpoint Endpoint, int? Status, string Detail, TimeSpan? RetryAfter = null);
