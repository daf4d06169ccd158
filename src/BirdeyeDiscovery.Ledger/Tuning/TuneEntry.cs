namespace BirdeyeDiscovery.Ledger;

/// <summary>A variant with its figures.</summary>
/// <param name="Variant">The options.</param>
/// <param name="Fitted">The figures on the fitted part.</param>
/// <param name="HeldOut">The figures on the part that was held out.</param>
/// <param name="Undecided">How many decisions of its replay of the fitted part depend on facts that nobody read; null without one.</param>
internal sealed record TuneEntry(TuneVariant Variant, VariantFigures Fitted, VariantFigures HeldOut, long? Undecided = null);
