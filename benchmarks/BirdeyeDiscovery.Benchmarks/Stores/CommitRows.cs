namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Which rows a measured commit and its baseline write.</summary>
internal enum CommitRows
{
    /// <summary>Both all rows of a cycle.</summary>
    All,

    /// <summary>Both only the snapshot, the scores and the tokens, which the seed knows.</summary>
    Seed,

    /// <summary>The commit all rows, the baseline only the seed's: what the ledger costs on top.</summary>
    AllAgainstSeed,
}
