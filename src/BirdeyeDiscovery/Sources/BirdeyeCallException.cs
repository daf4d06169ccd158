namespace BirdeyeDiscovery;

/// <summary>
/// The exception for a failed call to Birdeye. Strategies of the pipelines around these calls receive it; cycles receive its
/// <see cref="Failure"/>.
/// </summary>
/// <remarks>A test can throw it from a chaos strategy to simulate a certain failure of the API.</remarks>
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
