namespace BirdeyeDiscovery;

/// <summary>
/// Completes the input of a running cycle when the state in the store has changed: reads the unread candidates that matter now.
/// </summary>
/// <param name="input">The input, with the changed state.</param>
/// <param name="cancellationToken">Cancels the calls.</param>
internal delegate ValueTask<CycleInput> CompleteInput(CycleInput input, CancellationToken cancellationToken);
