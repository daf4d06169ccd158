namespace BirdeyeDiscovery;

/// <summary>Creates the scorer of a cycle from the options of that cycle.</summary>
internal interface IScorerFactory
{
    ITokenScorer Create(ScoringOptions options);
}
