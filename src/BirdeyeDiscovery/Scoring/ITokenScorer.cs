namespace BirdeyeDiscovery.Scoring;

/// <summary>
/// Computes the score of a token from its known figures. Implementations are pure: same input, same score, no clock, no I/O.
/// </summary>
public interface ITokenScorer
{
    /// <summary>Gets the version of the model; scores of different versions are not comparable.</summary>
    string Version { get; }

    /// <summary>Gets a hash over the options that influence the score (16 hexadecimal digits).</summary>
    string OptionsHash { get; }

    /// <summary>Scores one token.</summary>
    /// <param name="inputs">The known figures; missing values get cautious defaults.</param>
    /// <returns>The score; total and components are finite and within 0 to 100 for every input.</returns>
    TokenScore Score(in ScoreInputs inputs);
}
