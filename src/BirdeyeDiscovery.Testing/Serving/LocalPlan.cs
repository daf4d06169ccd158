namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The plan of the account of a <see cref="LocalBirdeye"/>. The limits apply to all keys and endpoints together, as on the real API.
/// </summary>
public sealed class LocalPlan
{
    /// <summary>Gets the name of a published plan; null for a plan of your own.</summary>
    public string? Name { get; init; }

    /// <summary>Gets or sets the number of requests allowed in any one second; further ones get status 429.</summary>
    /// <value>The default value is 15; allowed is 0.01 and above (0.5 is one request in two seconds).</value>
    public decimal RequestsPerSecond { get; set; } = 15;

    /// <summary>Gets or sets the number of requests allowed in any one minute.</summary>
    /// <value>The default value is null: no such limit; allowed is 0.01 and above.</value>
    public decimal? RequestsPerMinute { get; set; }

    /// <summary>Gets or sets the compute units of the month; when they are used up, every request gets status 400.</summary>
    /// <value>The default value is null: no limit.</value>
    public long? ComputeUnits { get; set; }

    /// <summary>Gets the paths that the plan does not include, such as <c>/defi/token_security</c>; they get status 401.</summary>
    public ISet<string> RefusedPaths { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Creates the plans that Birdeye publishes, cheapest first: their limits, and the paths that they refuse.</summary>
    /// <returns>New plans, which may be changed.</returns>
    /// <remarks>
    /// Birdeye changes its plans, and does not say of every endpoint which plans have it: whether a plan below Business has trade data of
    /// one token is not published; here all but Standard have it.
    /// </remarks>
    public static IReadOnlyList<LocalPlan> CreateAll() => PublishedPlans.Create();
}
