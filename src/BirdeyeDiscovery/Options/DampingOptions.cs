namespace BirdeyeDiscovery.Configuration;

/// <summary>
/// Settings that keep tokens from entering and leaving repeatedly, counted in good cycles. All are 0 by default, which applies the plain
/// rules.
/// </summary>
public sealed class DampingOptions
{
    /// <summary>Gets or sets how many points above <see cref="DiscoveryOptions.PauseBelowScore"/> an entry needs.</summary>
    /// <value>The default is 0; allowed are 0 to 100.</value>
    public decimal EntryMargin { get; set; }

    /// <summary>Gets or sets how many good cycles in a row a token must qualify before it enters; 0 and 1 both mean immediately.</summary>
    /// <value>The default is 0; allowed are 0 to 100. A token that waits has the reason <c>WARMUP</c>.</value>
    public int ConfirmationCycles { get; set; }

    /// <summary>
    /// Gets or sets how many points a newcomer must lead the worst-ranked incumbent by once
    /// <see cref="DiscoveryOptions.ActiveSlots"/> slots are taken.
    /// </summary>
    /// <value>The default is 0; allowed are 0 to 100. A newcomer that waits has the reason <c>INCUMBENT_KEPT</c>.</value>
    public decimal IncumbentMargin { get; set; }

    /// <summary>
    /// Gets or sets how many good cycles a token stays after its entry, whatever its rank or score; gates still pause it.
    /// </summary>
    /// <value>The default is 0; allowed are 0 to 10,000. The reason is <c>DWELL</c>.</value>
    public int MinDwellCycles { get; set; }

    /// <summary>Gets or sets how many good cycles a paused token waits before it may return.</summary>
    /// <value>The default is 0; allowed are 0 to 10,000. The reason is <c>COOLDOWN</c>.</value>
    public int CoolDownCycles { get; set; }
}
