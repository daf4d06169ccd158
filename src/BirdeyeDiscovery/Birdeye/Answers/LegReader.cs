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
    public Datum<Usd> ValueOf(bool isBuy, Datum<Usd> tokenPrice, Datum<Usd> volume)
    {
        var own = isBuy ? _to : _from;
        var other = isBuy ? _from : _to;
        var value = Worth(own, own.Number<Usd>(shape.Price));
        value = value.IsKnown ? value : Worth(own, tokenPrice);
        value = value.IsKnown ? value : Worth(other, other.Number<Usd>(shape.Price));
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

    private Datum<Usd> Worth(FieldReader leg, Datum<Usd> price)
    {
        var amount = leg.Number<TokenUnits>(shape.UiAmount);
        if (amount.TryGet(out var units) && price.TryGet(out var usd))
        {
            return Usd.TryCreate(units.Value * usd.Value, out var worth) ? Datum<Usd>.Known(worth) : Datum<Usd>.Invalid;
        }

        return amount.IsInvalid || price.IsInvalid ? Datum<Usd>.Invalid : default;
    }
}
