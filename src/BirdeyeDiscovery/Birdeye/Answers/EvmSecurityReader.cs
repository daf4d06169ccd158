using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Maps what the owner of an EVM contract may do to the fields of the Solana answer, so that the same gates serve both.</summary>
/// <remarks>
/// Mintable maps to a live mint authority. Pausable transfers or a blacklist map to a freeze authority. A honeypot, or a token that cannot
/// be bought or not be sold completely, maps to not transferable. The higher of the two taxes maps to the transfer fee, and a replaceable
/// implementation to mutable metadata. Empty text means "not known".
/// </remarks>
internal static class EvmSecurityReader
{
    private const string UnnamedAuthority = "contract";

    // The reader of an EVM answer counts a pool as locked when nearly all of it is locked, and as unlocked when most of it can be
    // withdrawn.
    private const double LockedShare = 0.95;
    private const double UnlockedShare = 0.5;

    private static readonly FieldNames HolderNames = new();
    private static readonly int Percent = HolderNames.Add("percent");
    private static readonly int IsLocked = HolderNames.Add("is_locked");
    private static readonly int IsLockedCamel = HolderNames.Add("isLocked");

    public static TokenSecurity? Read(JsonElement data, EvmSecurityShape shape, DateTimeOffset now)
    {
        var fields = shape.CreateReader(now);
        if (!fields.TryTake(data))
        {
            return null;
        }

        var canFreeze = Any(Flag(shape.TransferPausable), Flag(shape.IsBlacklisted));
        var fee = HigherOf(Share(shape.BuyTax), Share(shape.SellTax));
        return new TokenSecurity
        {
            TotalSupply = fields.Number(shape.TotalSupply, Unit.Tokens),
            MintAuthority = Authority(Flag(shape.IsMintable)),
            FreezeAuthority = Authority(canFreeze),
            Freezeable = canFreeze,
            MutableMetadata = Flag(shape.IsProxy),
            Top10Holder = ReadTop10(fields.Element(shape.Holders), now),
            CreatorShare = Share(shape.CreatorShare),
            OwnerShare = Share(shape.OwnerShare),
            TransferFeeEnabled = fee.TryGet(out var value) ? Datum<bool>.Known(value > 0) : default,
            TransferFee = fee,
            NonTransferable = Any(Flag(shape.IsHoneypot), Flag(shape.CannotSellAll), Flag(shape.CannotBuy)),
            IsToken2022 = Datum<bool>.Known(false),
            FakeToken = ReadFake(),
            LiquidityLock = ReadLock(fields.Element(shape.LpHolders), now),
        };

        Datum<bool> Flag(int slot) => IsEmptyText(fields.Element(slot)) ? default : fields.Flag(slot);

        Datum<double> Share(int slot) => IsEmptyText(fields.Element(slot)) ? default : fields.Number(slot, Unit.Fraction);

        Datum<string> Authority(Datum<bool> power)
        {
            if (!power.TryGet(out var live))
            {
                return power.IsInvalid ? Datum<string>.Invalid : default;
            }

            return !live
                ? Datum<string>.Null
                : Datum<string>.Known(fields.Address(shape.OwnerAddress).TryGet(out var owner) ? owner : UnnamedAuthority);
        }

        Datum<bool> ReadFake()
        {
            var isTrue = Flag(shape.IsTrueToken);
            var isFake = fields.Element(shape.FakeToken);
            var marked = isFake.ValueKind == JsonValueKind.Object || (Flag(shape.FakeToken).TryGet(out var fake) && fake);
            return marked || (isTrue.TryGet(out var genuine) && !genuine) ? Datum<bool>.Known(true) : default;
        }
    }

    /// <summary>
    /// Joins flags of a security answer: true if any is true, false if all are false, otherwise not known: an absent key must not look
    /// safe.
    /// </summary>
    private static Datum<bool> Any(params ReadOnlySpan<Datum<bool>> flags)
    {
        var all = true;
        var invalid = false;
        foreach (var flag in flags)
        {
            if (flag.TryGet(out var value))
            {
                if (value)
                {
                    return flag;
                }
            }
            else
            {
                all = false;
                invalid |= flag.IsInvalid;
            }
        }

        return all ? Datum<bool>.Known(false) : invalid ? Datum<bool>.Invalid : default;
    }

    private static Datum<double> HigherOf(Datum<double> left, Datum<double> right)
    {
        if (left.IsInvalid || right.IsInvalid)
        {
            return Datum<double>.Invalid;
        }

        if (left.TryGet(out var a) && right.TryGet(out var b))
        {
            return a >= b ? left : right;
        }

        // If a security answer has only one of the buy tax and the sell tax, it is a lower bound of the higher tax. A known tax of 0 is no
        // such bound, so the higher tax is then unknown.
        var one = left.IsKnown ? left : right;
        return one.TryGet(out var known) && known > 0 ? one : default;
    }

    private static Datum<double> ReadTop10(JsonElement holders, DateTimeOffset now)
    {
        if (holders.ValueKind != JsonValueKind.Array || holders.GetArrayLength() == 0)
        {
            return default;
        }

        var reader = new FieldReader(HolderNames, now);
        var shares = new List<double>();
        foreach (var holder in holders.EnumerateArray())
        {
            if (!reader.TryTake(holder) || !reader.Number(Percent, Unit.Fraction).TryGet(out var share))
            {
                return Datum<double>.Invalid;
            }

            shares.Add(share);
        }

        var sum = shares.OrderDescending().Take(10).Sum();

        // In an EVM security answer, each holder's share is rounded on its own, so their sum may slightly exceed one.
        var top10 = sum is > 1 and < 1.0001 ? 1 : sum;
        return Unit.Fraction.Allows(top10) ? Datum<double>.Known(top10) : Datum<double>.Invalid;
    }

    private static LiquidityLock ReadLock(JsonElement holders, DateTimeOffset now)
    {
        if (holders.ValueKind != JsonValueKind.Array || holders.GetArrayLength() == 0)
        {
            return LiquidityLock.Unknown;
        }

        var reader = new FieldReader(HolderNames, now);
        var total = 0.0;
        var locked = 0.0;
        foreach (var holder in holders.EnumerateArray())
        {
            if (!reader.TryTake(holder) || !reader.Number(Percent, Unit.Fraction).TryGet(out var share))
            {
                return LiquidityLock.Unknown;
            }

            total += share;
            var isLocked = reader.State(IsLocked) == DatumState.Missing ? reader.Flag(IsLockedCamel) : reader.Flag(IsLocked);
            locked += isLocked.TryGet(out var value) && value ? share : 0;
        }

        return locked >= LockedShare ? LiquidityLock.Locked
            : total >= LockedShare && locked < UnlockedShare ? LiquidityLock.Unlocked
            : LiquidityLock.Unknown;
    }

    private static bool IsEmptyText(JsonElement element) => FieldReader.TextOf(element) is { Length: 0 };
}
