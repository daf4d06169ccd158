using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What goes wrong with the API from cycle to cycle, the same for the same seed.</summary>
internal sealed class RandomFaults(int seed)
{
    private static readonly string[] Paths = ["/defi/token_trending", "/defi/token_security", "/defi/token_overview", "/defi/txs/token", "/defi/ohlcv"];

    private readonly Random _random = new(seed);

    /// <summary>Gets whether an answer of this cycle never comes.</summary>
    public bool IsStalling { get; private set; }

    /// <summary>Gets the token of which calls fail in this cycle, always the trades, if there is one.</summary>
    public string? FailingAddress { get; private set; }

    /// <summary>The faults of the next cycle; none in one of three.</summary>
    public List<LocalFault> Next(CycleResult? last)
    {
        IsStalling = false;
        FailingAddress = null;
        var faults = new List<LocalFault>();
        for (var count = _random.Next(3); count > 0; count--)
        {
            faults.Add(Fault(last));
        }

        return faults;
    }

    public bool Restarts() => _random.Next(8) == 0;

    private LocalFault Fault(CycleResult? last)
    {
        switch (_random.Next(10))
        {
            case 0:
                return LocalFault.TooManyRequests() with { Times = _random.Next(1, 40) };
            case 1:
                return LocalFault.TooManyRequests(retryAfter: _random.Next(1, 30)) with { Times = _random.Next(1, 4) };
            case 2:
                return LocalFault.Status(500) with { Times = _random.Next(1, 200) };
            case 3:
                return LocalFault.Status(503);
            case 4:
                return LocalFault.HtmlPage() with { Path = AnyPath() };
            case 5:
                IsStalling = true;
                return LocalFault.Stall() with { Path = AnyPath(), Times = _random.Next(1, 4) };
            case 6:
                return LocalFault.NullData() with { Path = AnyPath() };
            case 7:
                return LocalFault.EmptyList() with { Path = Paths[0] };
            case 8:
                return LocalFault.Truncated() with { Path = AnyPath(), Times = _random.Next(1, 20) };
            default:
                FailingAddress = AnyAddress(last);
                return LocalFault.Status(500) with { Address = FailingAddress, Path = _random.Next(2) == 0 ? "/defi/txs/token" : null };
        }
    }

    private string AnyPath() => Paths[_random.Next(Paths.Length)];

    // Now a tracked token, now any of the list.
    private string AnyAddress(CycleResult? last)
    {
        string[] addresses = last is null ? []
            : _random.Next(2) == 0 ? [.. last.ActiveTokens.Select(static token => token.Address)]
            : [.. last.Scores.Select(static score => score.TokenAddress)];
        return addresses.Length == 0 ? "So11111111111111111111111111111111111111112" : addresses[_random.Next(addresses.Length)];
    }
}
