using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the fee of a Token-2022 mint from the security answer. No recorded answer has one, so the basis points are searched where the
/// chain's own tools put them.
/// </summary>
internal static class TransferFeeReader
{
    public static Datum<double> Read(JsonElement data)
    {
        switch (data.ValueKind)
        {
            case JsonValueKind.Undefined:
                return default;
            case JsonValueKind.Null:
                return Datum<double>.Null;
        }

        // A security answer may have two transfer fees: the older one applies until an epoch of the chain ends, then the newer one. The
        // higher of the two is the worst case.
        var highest = -1.0;
        return Search(data, depth: 0, ref highest) && Unit.Fraction.Allows(highest / 10_000)
            ? Datum<double>.Known(highest / 10_000)
            : Datum<double>.Invalid;
    }

    private static bool Search(JsonElement element, int depth, ref double highest)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > 2)
        {
            return false;
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(property);
            if (name.SequenceEqual("transferFeeBasisPoints"u8) || name.SequenceEqual("transfer_fee_basis_points"u8))
            {
                if (!FieldReader.TryDouble(property.Value, out var points) || points < 0)
                {
                    return false;
                }

                highest = Math.Max(highest, points);
            }
            else if (name.SequenceEqual("newerTransferFee"u8)
                || name.SequenceEqual("olderTransferFee"u8)
                || name.SequenceEqual("newer_transfer_fee"u8)
                || name.SequenceEqual("older_transfer_fee"u8))
            {
                if (property.Value.ValueKind != JsonValueKind.Null && !Search(property.Value, depth + 1, ref highest))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
