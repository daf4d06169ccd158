namespace BirdeyeDiscovery.Storage;

/// <summary>Repeats the plan of a past cycle from its stored input, which proves why a token was or was not picked.</summary>
internal static class CycleReplay
{
    /// <summary>Plans a past cycle again from its stored input, by the planner and without a store.</summary>
    /// <param name="input">The block from <see cref="IDiscoveryHistory.GetCycleInputAsync"/>.</param>
    /// <param name="scorer">The scorer; <see langword="null"/> uses the built-in one with the weights of that cycle.</param>
    /// <param name="policy">The strategy policy; <see langword="null"/> uses the built-in one with the options of that cycle.</param>
    /// <returns>The plan, equal to the committed one as long as scorer and policy are of the same version.</returns>
    /// <exception cref="InvalidDataException">The block is empty or not a cycle input.</exception>
    public static CyclePlan Plan(ReadOnlyMemory<byte> input, ITokenScorer? scorer = null, IStrategyPolicy? policy = null)
    {
        var unpacked = CycleInputCodec.Unpack(input);
        return CyclePlanner.Plan(unpacked, scorer ?? new TokenScorer(unpacked.Options.Scoring), policy);
    }
}
