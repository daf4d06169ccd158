namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents an input of a component.</summary>
/// <param name="Name">The name of the property of <see cref="ScoreInputs"/> or <see cref="SecurityFacts"/>.</param>
/// <param name="Known">The known value; <see langword="null"/> if it was missing.</param>
/// <param name="Used">The value that was scored; for a missing input the worst one, <see langword="null"/> if the model has none.</param>
public sealed record ScoreInputValue(string Name, string? Known, string? Used);
