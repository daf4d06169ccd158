using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery.Sources;

/// <summary>The reason why a call to the market source returned no usable answer.</summary>
[DebuggerDisplay("{Call,nq}: {Kind}")]
public sealed record SourceFailure
{
    /// <summary>Initializes a new instance of the <see cref="SourceFailure"/> class.</summary>
    public SourceFailure()
    {
    }

    [SetsRequiredMembers]
    internal SourceFailure(SourceFailureKind kind, BirdeyeEndpoint endpoint, int? status, string detail, TimeSpan? retryAfter = null)
    {
        Kind = kind;
        Call = endpoint.ToString();
        Status = status;
        Detail = detail;
        RetryAfter = retryAfter;
    }

    /// <summary>Gets the kind of the failure; it determines how the failure is handled.</summary>
    public required SourceFailureKind Kind { get; init; }

    /// <summary>Gets the call that failed, by the source's own name.</summary>
    public required string Call { get; init; }

    /// <summary>Gets the HTTP status, or <see langword="null"/> when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Gets a short text, cleaned and without secrets.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Gets how long the source asked the client to wait, if it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Gets whether the market source may have refused only the endpoint, which the plan lacks, and not the account. The inputs then count
    /// as unknown and not as failed, so that a plan without the endpoint costs no cycle.
    /// </summary>
    internal bool MayBeOfPlan { get; init; }
}
