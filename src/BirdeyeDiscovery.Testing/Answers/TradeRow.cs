namespace BirdeyeDiscovery.Testing;

/// <summary>One generated swap against SOL in an answer.</summary>
internal readonly record struct TradeRow(
    long Number,
    long Time,
    bool IsBuy,
    ulong Wallet,
    ulong Transaction,
    double Price,
    double SolPrice,
    ulong TokenAmount,
    ulong SolAmount,
    bool InSecondPool);
