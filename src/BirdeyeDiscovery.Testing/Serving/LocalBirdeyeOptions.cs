namespace BirdeyeDiscovery.Testing;

/// <summary>The options of a <see cref="LocalBirdeye"/>.</summary>
public sealed class LocalBirdeyeOptions
{
    /// <summary>Gets or sets the clock of the market, the limits and the delays.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the seed of the generated market: the same seed, origin and time give the same answers.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; set; } = 1;

    /// <summary>Gets or sets the time at which the generated market begins.</summary>
    /// <value>
    /// The default value is null: the start of the UTC week (Monday) of the first request, so that a restarted host sees the same tokens.
    /// </value>
    public DateTimeOffset? Origin { get; set; }

    /// <summary>Gets or sets the time between two moves of the generated market.</summary>
    /// <value>The default value is 2 minutes; allowed is 1 second and above.</value>
    public TimeSpan Tick { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the folder of recorded answers to serve instead of the generated market. It is never written to.</summary>
    /// <value>The default value is null: the generated market.</value>
    public string? RecordingsDirectory { get; set; }

    /// <summary>Gets or sets the limits of the account.</summary>
    /// <value>The default value allows 15 requests a second and every endpoint.</value>
    public LocalPlan Plan { get; set; } = new();

    /// <summary>Gets or sets the only API key that is accepted; a request with another key, or none, gets status 401.</summary>
    /// <value>The default value is null: any key or none.</value>
    public string? RequiredKey { get; set; }
}
