namespace BirdeyeDiscovery;

/// <summary>The keys of the two EVM shapes of a security answer: the flat one in camelCase, the nested one in snake_case.</summary>
internal sealed class EvmSecurityShape
{
    private readonly FieldNames _names = new();

    private EvmSecurityShape(Func<string, string> rename, string creatorShare, string ownerShare)
    {
        TotalSupply = _names.Add(rename("total_supply"));
        OwnerAddress = _names.Add(rename("owner_address"));
        IsMintable = _names.Add(rename("is_mintable"));
        TransferPausable = _names.Add(rename("transfer_pausable"));
        IsBlacklisted = _names.Add(rename("is_blacklisted"));
        IsHoneypot = _names.Add(rename("is_honeypot"));
        CannotSellAll = _names.Add(rename("cannot_sell_all"));
        CannotBuy = _names.Add(rename("cannot_buy"));
        BuyTax = _names.Add(rename("buy_tax"));
        SellTax = _names.Add(rename("sell_tax"));
        IsProxy = _names.Add(rename("is_proxy"));
        IsTrueToken = _names.Add(rename("is_true_token"));
        FakeToken = _names.Add(rename("fake_token"));
        Holders = _names.Add("holders");
        LpHolders = _names.Add(rename("lp_holders"));
        CreatorShare = _names.Add(creatorShare);
        OwnerShare = _names.Add(ownerShare);
    }

    public static EvmSecurityShape Flat { get; } = new(ToCamelCase, "creatorPercentage", "ownerPercentage");

    public static EvmSecurityShape Nested { get; } = new(static name => name, "creator_percent", "owner_percent");

    public int TotalSupply { get; }

    public int OwnerAddress { get; }

    public int IsMintable { get; }

    public int TransferPausable { get; }

    public int IsBlacklisted { get; }

    public int IsHoneypot { get; }

    public int CannotSellAll { get; }

    public int CannotBuy { get; }

    public int BuyTax { get; }

    public int SellTax { get; }

    public int IsProxy { get; }

    public int IsTrueToken { get; }

    public int FakeToken { get; }

    public int Holders { get; }

    public int LpHolders { get; }

    public int CreatorShare { get; }

    public int OwnerShare { get; }

    public FieldReader CreateReader(DateTimeOffset now) => new(_names, now);

    private static string ToCamelCase(string name)
    {
        var parts = name.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
