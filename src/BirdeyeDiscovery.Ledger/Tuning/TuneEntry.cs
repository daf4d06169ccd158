namespace BirdeyeDiscovery.Ledger;

/// <summary>A tuning variant with its figures.</summary>
/// <param name="Variant">The options.</param>
/// <param name="Fitted">The figures on the fitted part.</param>
/// <param name="HeldOut">The figures on the part that was held out.</param>
/// <param name="Undecided">How many decisions of its replay of the fitted part depend on facts that nobody read; null without one.</param>
/// <param name="IsAsNow">Whether every value is the one that the cycles really had, so that nothing was tried.</param>
internal sealed record TuneEntry(
    TuneVariant Variant, VariantFigures Fitted, VariantFigures HeldOut, long? Undecided = null, bool IsAsNow = false)
{
    /// <summary>Gets a value indicating whether the variant has other options than those now, with figures by which to choose it.</summary>
    public bool IsTrial => Variant.Origin != TuneOrigin.Current && !IsAsNow && Fitted.TStatistic is not null;
}
