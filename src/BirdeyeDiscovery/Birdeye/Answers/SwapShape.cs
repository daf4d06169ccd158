namespace BirdeyeDiscovery;

/// <summary>The keys of a swap in Birdeye's answers: camelCase in v1, snake_case in v3.</summary>
internal sealed class SwapShape
{
    private readonly FieldNames _row = new();
    private readonly FieldNames _leg = new();

    private SwapShape(
        BirdeyeEndpoint endpoint,
        string hash,
        string pool,
        string time,
        string type,
        string tokenPrice,
        string volumeUsd,
        string instruction,
        string innerInstruction,
        string uiAmount)
    {
        Endpoint = endpoint;
        Owner = _row.Add("owner");
        Side = _row.Add("side");
        From = _row.Add("from");
        To = _row.Add("to");
        Hash = _row.Add(hash);
        Pool = _row.Add(pool);
        Time = _row.Add(time);
        Type = _row.Add(type);
        TokenPrice = _row.Add(tokenPrice);
        VolumeUsd = _row.Add(volumeUsd);
        Instruction = _row.Add(instruction);
        InnerInstruction = _row.Add(innerInstruction);
        LegAddress = _leg.Add("address");
        Price = _leg.Add("price");
        Amount = _leg.Add("amount");
        UiAmount = _leg.Add(uiAmount);
    }

    public static SwapShape V1 { get; } = new(
        BirdeyeEndpoint.Trades,
        "txHash", "poolId", "blockUnixTime", "txType", "tokenPrice", "volumeUSD", "insIndex", "innerInsIndex", "uiAmount");

    public static SwapShape V3 { get; } = new(
        BirdeyeEndpoint.TradesV3,
        "tx_hash", "pool_id", "block_unix_time", "tx_type", "token_price", "volume_usd", "ins_index", "inner_ins_index", "ui_amount");

    public BirdeyeEndpoint Endpoint { get; }

    public int Owner { get; }

    public int Side { get; }

    public int From { get; }

    public int To { get; }

    public int Hash { get; }

    public int Pool { get; }

    public int Time { get; }

    public int Type { get; }

    public int TokenPrice { get; }

    public int VolumeUsd { get; }

    public int Instruction { get; }

    public int InnerInstruction { get; }

    public int LegAddress { get; }

    public int Price { get; }

    public int Amount { get; }

    public int UiAmount { get; }

    public FieldReader CreateRowReader(DateTimeOffset now) => new(_row, now);

    public FieldReader CreateLegReader(DateTimeOffset now) => new(_leg, now);
}
