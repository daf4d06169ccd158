namespace BirdeyeDiscovery;

/// <summary>Checks what the close of a trade may contain, and defines the form in which it is stored and compared.</summary>
internal static class TradeCloseRules
{
    public const int MaxTradeIdLength = 200;
    public const int MaxStrategyLength = 50;

    // The limit of a trade's profit has fifteen significant digits including the cents, which every store keeps exactly.
    public const decimal PnlLimit = 10_000_000_000_000m;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Checks a closed trade and returns it as every store keeps it: the profit in cents, the return rounded, the times in UTC
    /// milliseconds, and the address in the form in which addresses are compared.
    /// </summary>
    /// <exception cref="ArgumentException">A value is outside its allowed range.</exception>
    public static TradeClose Normalize(TradeClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        CheckText(close.TradeId, nameof(TradeClose.TradeId), MaxTradeIdLength);
        CheckText(close.StrategyType, nameof(TradeClose.StrategyType), MaxStrategyLength);
        if (!TokenAddress.IsValid(close.TokenAddress))
        {
            throw Refused(
                nameof(TradeClose.TokenAddress),
                RefusedText.Shown(close.TokenAddress),
                $"1 to {TokenAddress.MaxLength} letters and digits are allowed");
        }

        var opened = Time(close.OpenedAt, nameof(TradeClose.OpenedAt));
        var closed = Time(close.ClosedAt, nameof(TradeClose.ClosedAt));
        if (closed < opened)
        {
            throw Refused(
                nameof(TradeClose.ClosedAt),
                $"{closed:O}",
                $"a time not before {nameof(TradeClose.OpenedAt)} ({opened:O}) is allowed");
        }

        return close with
        {
            TokenAddress = TokenAddress.Normalize(close.TokenAddress),
            PnlUsd = Pnl(close.PnlUsd),
            ReturnPct = Return(close.ReturnPct),
            OpenedAt = opened,
            ClosedAt = closed,
        };
    }

    private static decimal Pnl(decimal value)
    {
        var cents = decimal.Round(value, 2, MidpointRounding.AwayFromZero);
        return Math.Abs(cents) < PnlLimit
            ? cents
            : throw Refused(
                nameof(TradeClose.PnlUsd),
                FormattableString.Invariant($"{value}"),
                FormattableString.Invariant($"amounts below {PnlLimit} USD either way are allowed"));
    }

    private static decimal? Return(decimal? value) => value is not { } known || Math.Abs(known) <= ReturnUnits.Limit
        ? ReturnUnits.Fit(value)
        : throw Refused(
            nameof(TradeClose.ReturnPct),
            FormattableString.Invariant($"{known}"),
            FormattableString.Invariant($"percent points up to {ReturnUnits.Limit} either way are allowed"));

    // The times of a trade are truncated to milliseconds, not rounded, so that a trade never moves into the next day.
    private static DateTimeOffset Time(DateTimeOffset value, string field) => value >= Earliest && value < Latest
        ? new DateTimeOffset(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
        : throw Refused(field, $"{value:O}", $"times from {Earliest:yyyy-MM-dd} up to {Latest:yyyy-MM-dd} are allowed");

    private static void CheckText(string? text, string field, int longest)
    {
        if (text is not { Length: >= 1 } || text.Length > longest)
        {
            throw Refused(field, RefusedText.Shown(text), $"1 to {longest} characters are allowed");
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
            {
                index++;
            }
            else if (char.IsControl(text[index]) || char.IsSurrogate(text[index]))
            {
                throw Refused(field, RefusedText.Shown(text), "control characters and halves of surrogate pairs are not allowed");
            }
        }
    }

    private static ArgumentException Refused(string field, string value, string allowed) => new($"{field} is {value}; {allowed}.", field);
}
