namespace BirdeyeDiscovery.Testing;

/// <summary>
/// One token of the generated market: fixed properties, and its price, activity and liquidity as functions of time (minutes since the Unix
/// epoch).
/// </summary>
internal sealed class MarketToken
{
    private const double RugMinutes = 4;

    private double _activityAtBirth = double.NaN;

    public required ulong Key { get; init; }

    public required string Address { get; init; }

    public required string Symbol { get; init; }

    public required string Name { get; init; }

    public required int Decimals { get; init; }

    public required TokenClass Class { get; init; }

    public required TokenRole Role { get; init; }

    public required Unsafe Unsafe { get; init; }

    public required double Birth { get; init; }

    /// <summary>The minute at which the generated token first entered the list.</summary>
    public required double Entry { get; init; }

    /// <summary>The natural logarithm of the generated price without any movement.</summary>
    public double LogPrice { get; set; }

    public required double Supply { get; init; }

    public required double BaseLiquidity { get; init; }

    /// <summary>The volume of the generated token in USD a minute.</summary>
    public required double VolumeRate { get; init; }

    public required double VolumePerWallet { get; init; }

    public required double TradeValue { get; init; }

    public required double BuyShare { get; init; }

    public required double RoundTrips { get; init; }

    /// <summary>The movement of the logarithm of the generated price per square root of a minute.</summary>
    public required double Volatility { get; init; }

    public required double Rise { get; init; }

    public required double RiseStart { get; init; }

    public required double RiseMinutes { get; init; }

    /// <summary>The minute from which interest in the generated token fades.</summary>
    public required double FadeStart { get; init; }

    public required double FadeMinutes { get; init; }

    /// <summary>The minute at which the liquidity of the generated token is withdrawn; positive infinity for never.</summary>
    public required double RugAt { get; init; }

    public required bool HasQuietBuckets { get; init; }

    public string MainPool { get; init; } = "";

    public string SecondPool { get; init; } = "";

    public double Price(double minute)
    {
        minute = Math.Max(minute, Birth);
        return Math.Exp(LogPrice + Movement(minute));
    }

    public double Movement(double minute)
    {
        var movement = Volatility * Chance.Walk(Key, minute);
        if (minute > RiseStart)
        {
            movement += Rise * (1 - Math.Exp((RiseStart - minute) / RiseMinutes));
        }

        if (minute > FadeStart)
        {
            movement -= 0.3 * Math.Log(1 + ((minute - FadeStart) / FadeMinutes));
        }

        // After a rug pull the generated pool is nearly empty, so its price becomes absurd while bots continue to trade.
        if (minute > RugAt)
        {
            movement += Math.Min(1, (minute - RugAt) / RugMinutes) * 14;
        }

        return movement;
    }

    public double Liquidity(double minute)
    {
        if (Role == TokenRole.Dead)
        {
            return 0.007 + (0.0002 * Chance.Wave(Key, minute, 7));
        }

        var level = BaseLiquidity * Math.Exp(0.006 * Chance.Walk(Key ^ 0x11, minute));
        if (minute > FadeStart)
        {
            level *= Math.Pow(1 + ((minute - FadeStart) / FadeMinutes), -0.3);
        }

        return minute > RugAt ? Math.Max(0.01, level * Math.Exp(-17 * Math.Min(1, (minute - RugAt) / RugMinutes))) : level;
    }

    /// <summary>The USD volume of the generated token since its birth.</summary>
    public double VolumeSince(double minute) => minute <= Birth ? 0 : VolumeRate * (Activity(minute) - ActivityAtBirth());

    /// <summary>The number of swaps of the generated token since its birth; swap number n is the same swap in every answer.</summary>
    public double TradesSince(double minute) => VolumeSince(minute) / TradeValue;

    public bool IsQuiet(double minute) => HasQuietBuckets && Chance.Unit(Key ^ 0x22, (ulong)(long)Math.Floor(minute / 5)) < 0.08;

    public double BuyShareAt(double minute, double window)
    {
        if (Unsafe == Unsafe.NoSells)
        {
            return 1;
        }

        // The generated swaps of a short window deviate more from the mean than those of a day.
        var spread = 0.012 + (0.25 / Math.Sqrt(10 + window));
        return Math.Clamp(BuyShare + (spread * Chance.Wave(Key ^ 0x33, minute, 17 + window)), 0.05, 0.95);
    }

    // Two threads may both compute the activity of the generated token; the results are equal.
    private double ActivityAtBirth() => double.IsNaN(_activityAtBirth) ? _activityAtBirth = Activity(Birth) : _activityAtBirth;

    /// <summary>
    /// The minutes of average activity of the generated token: linear between whole multiples of five minutes, and increasing everywhere.
    /// </summary>
    private double Activity(double minute)
    {
        if (minute > FadeStart)
        {
            minute = FadeStart + (FadeMinutes * Math.Log(1 + ((minute - FadeStart) / FadeMinutes)));
        }

        return minute
            + (0.1 * 5 * Chance.Wave(Key ^ 0x44, minute, 5))
            + (0.1 * 30 * Chance.Wave(Key ^ 0x55, minute, 30))
            + (0.1 * 180 * Chance.Wave(Key ^ 0x66, minute, 180))
            + (0.1 * 1440 * Chance.Wave(Key ^ 0x77, minute, 1440));
    }
}
