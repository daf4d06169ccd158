namespace BirdeyeDiscovery;

/// <summary>A call to Birdeye failed. Strategies of the pipelines around these calls see it; cycles see its <see cref="Failure"/>.</summary>
/// <remarks>A test throws it from a chaos strategy to make the API answer with a certain failure.</remarks>
public sealed class BirdeyeCallException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="BirdeyeCallException"/> class.</summary>
    /// <param name="failure">Why the call failed.</param>
    public BirdeyeCallException(SourceFailure failure)
        : base(failure is null ? null : $"{failure.Call} failed with {failure.Kind}: {failure.Detail}") =>
        Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>Gets why the call failed.</summary>
    public SourceFailure Failure { get; }
}
