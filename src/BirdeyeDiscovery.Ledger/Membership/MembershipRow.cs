namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a token that was active after a cycle, with what the cycle knew of it.</summary>
/// <param name="CycleTimestamp">The time of the cycle.</param>
/// <param name="KnownAt">
/// The earliest time at which the decisions of the cycle can have been known: its time and its duration. A backtest that uses them earlier
/// looks ahead.
/// </param>
/// <param name="Address">The mint address.</param>
/// <param name="Score">
/// The score row of the cycle; <see langword="null"/> if the cycle could not read the token, or retention dropped it.
/// </param>
public sealed record MembershipRow(DateTimeOffset CycleTimestamp, DateTimeOffset KnownAt, string Address, ScoreRecord? Score);
