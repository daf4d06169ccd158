namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Specifies which rows a measured commit and its baseline write.</summary>
internal enum CommitRows
{
    /// <summary>Both write all rows of a cycle.</summary>
    All,

    /// <summary>Both write only the snapshot, the scores and the tokens, which the first design also has.</summary>
    Seed,

    /// <summary>
    /// The commit writes all rows, and the baseline only those of the first design: this measures the additional cost of the ledger.
    /// </summary>
    AllAgainstSeed,
}
