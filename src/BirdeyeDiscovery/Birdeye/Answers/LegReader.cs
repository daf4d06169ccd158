using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the two legs of a swap in an answer: the token given and the token received.</summary>
internal sealed class LegReader(SwapShape shape, string asked, DateTimeOffset now)
{
    private readonly FieldReader _from = shape.CreateLegReader(now);
    private readonly FieldReader _to = shape.CreateLegReader(now);

    /// <summary>
    /// Gets whether the requested token of a swap answer was received; <see langword="null"/> when the legs do not show it.
    /// </summary>
    public bool? IsBuy => (IsAsked(_from), IsAsked(_to)) switch
    {
        (false, true) => true,
        (true, false) => false,
        _ => null,
    };

    public string? FromAmount => Scalar(_from.Element(shape.Amount));

    public string? ToAmount => Scalar(_to.Element(shape.Amount));

    public bool TryTake(JsonElement from, JsonElement to) => _from.TryTake(from) && _to.TryTake(to);

    /// <summary>
    /// Gets the value of the requested token's leg in a swap answer, otherwise the value of the other leg, otherwise the value given in the
    /// row.
    /// </summary>
    public Datum<double> ValueOf(bool isBuy, Datum<double> tokenPrice, Datum<double> volume)
    {
        var own = isBuy ? _to : _from;
        var other = isBuy ? _from : _to;
        var value = Worth(own, own.Number(shape.Price, Unit.Usd));
        value = value.IsKnown ? value : Worth(own, tokenPrice);
        value = value.IsKnown ? value : Worth(other, other.Number(shape.Price, Unit.Usd));
        return value.IsKnown || volume.State == DatumState.Missing ? value : volume;
    }

    /// <summary>
    /// Gets a number or text of a swap answer exactly as received: amounts exceed every number type and arrive as either.
    /// </summary>
    public static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => Encoding.ASCII.GetString(JsonMarshal.GetRawUtf8Value(element)),
        JsonValueKind.String => FieldReader.TextOf(element),
        _ => null,
    };

    private bool IsAsked(FieldReader leg) => leg.Address(shape.LegAddress).TryGet(out var address) && TokenAddress.AreSame(address, asked);

    private Datum<double> Worth(FieldReader leg, Datum<double> price)
    {
        var amount = leg.Number(shape.UiAmount, Unit.Tokens);
        if (amount.TryGet(out var units) && price.TryGet(out var usd))
        {
            return units * usd is var worth && Unit.Usd.Allows(worth) ? Datum<double>.Known(worth) : Datum<double>.Invalid;
        }

        return amount.IsInvalid || price.IsInvalid ? Datum<double>.Invalid : default;
    }
}
