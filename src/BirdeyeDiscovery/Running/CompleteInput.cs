namespace BirdeyeDiscovery;

/// <summary>Completes the input of a running cycle: reads the candidates of a staged cycle that matter in a changed state.</summary>
/// <param name="input">The input, with the changed state.</param>
/// <param name="cancellationToken">Cancels the calls.</param>
internal delegate ValueTask<CycleInput> CompleteInput(CycleInput input, CancellationToken cancellationToken);
