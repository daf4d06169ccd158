namespace BirdeyeDiscovery.Storage;

/// <summary>Makes the plan of a past cycle again from what the store kept of it: the proof of why a token was or was not picked.</summary>
public static class CycleReplay
{
    /// <summary>Plans a past cycle again.</summary>
    /// <param name="input">The block from <see cref="IDiscoveryHistory.GetCycleInputAsync"/>.</param>
    /// <param name="scorer">The scorer; <see langword="null"/> takes the built-in one with the weights of that cycle.</param>
    /// <param name="policy">The policy of strategies; <see langword="null"/> takes the built-in one with the options of that cycle.</param>
    /// <returns>The plan, equal to the one that was committed as long as scorer and policy are of the same version.</returns>
    /// <exception cref="InvalidDataException">The block is empty or not a cycle input.</exception>
    public static CyclePlan Plan(ReadOnlyMemory<byte> input, ITokenScorer? scorer = null, IStrategyPolicy? policy = null)
    {
        var unpacked = CycleInputCodec.Unpack(input);
        return CyclePlanner.Plan(unpacked, scorer ?? new TokenScorer(unpacked.Options.Scoring), policy);
    }
}
