namespace BirdeyeDiscovery;

/// <summary>
/// Everything that distinguishes one swap of an answer from another. A transaction hash is not enough, since one transaction can hold many
/// swaps.
/// </summary>
internal readonly record struct SwapIdentity(
    string Transaction,
    string? Pool,
    string Owner,
    DateTimeOffset At,
    bool IsBuy,
    string? FromAmount,
    string? ToAmount,
    string? Instruction,
    string? InnerInstruction)
{
    public static SwapIdentity? Of(FieldReader row, LegReader legs, SwapShape shape, Swap trade)
    {
        if (FieldReader.TextOf(row.Element(shape.Hash)) is not { Length: > 0 } hash)
        {
            return null;
        }

        return new SwapIdentity(
            hash,
            FieldReader.TextOf(row.Element(shape.Pool)),
            trade.Owner,
            trade.At,
            trade.IsBuy,
            legs.FromAmount,
            legs.ToAmount,
            LegReader.Scalar(row.Element(shape.Instruction)),
            LegReader.Scalar(row.Element(shape.InnerInstruction)));
    }
}
