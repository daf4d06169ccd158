namespace BirdeyeDiscovery.Storage;

/// <summary>A row of <c>candidate_rejections</c>: why a candidate was not scored.</summary>
/// <param name="TokenAddress">The mint address.</param>
/// <param name="Symbol">The cleaned symbol.</param>
/// <param name="Stage">At which stage.</param>
/// <param name="ReasonCode">A code of <see cref="ReasonCodes"/>.</param>
/// <param name="Value">The value that was compared, if there is one: USD, fraction, hours or count, as the code has it; at most 15 significant digits.</param>
/// <param name="Threshold">What it was compared with.</param>
public sealed record RejectionRecord(string TokenAddress, string Symbol, RejectionStage Stage, string ReasonCode, decimal? Value, decimal? Threshold);
