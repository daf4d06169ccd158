using System.Globalization;
using System.Text.Json.Nodes;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The rules of a change by hand. All stores share them, so that they agree. Pure.</summary>
public static class StrategyChangeRules
{
    /// <summary>The author of versions that a cycle or the seeding wrote.</summary>
    public const string Engine = "engine";

    /// <summary>Validates a change before anything is read.</summary>
    /// <param name="change">The change.</param>
    /// <exception cref="ArgumentException">A field is invalid; the message contains its name, its value and what is allowed.</exception>
    public static void Check(StrategyChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Require(
            TextRules.IsToken(change.TokenAddress ?? "", 1, 128),
            nameof(change.TokenAddress),
            change.TokenAddress,
            "1 to 128 printable ASCII characters without spaces");
        Require(
            change.StrategyType is null || TextRules.IsLabel(change.StrategyType, 50),
            nameof(change.StrategyType),
            change.StrategyType,
            "1 to 50 printable characters");
        Require(
            TextRules.IsLabel(change.ChangedBy ?? "", 100) && change.ChangedBy != Engine,
            nameof(change.ChangedBy),
            change.ChangedBy,
            $"1 to 100 printable characters, not '{Engine}'");
        Require(
            change.Reason is null || TextRules.IsLabel(change.Reason, 500),
            nameof(change.Reason),
            change.Reason,
            "1 to 500 printable characters");
        Require(
            change.ChangeId is null || TextRules.IsToken(change.ChangeId, 1, 100),
            nameof(change.ChangeId),
            change.ChangeId,
            "1 to 100 printable ASCII characters without spaces");
        Require(
            change.ExpectedVersion is null or >= 0,
            nameof(change.ExpectedVersion),
            Text(change.ExpectedVersion),
            "a whole number of at least 0");
        Require(change.RollBackTo is null or >= 1, nameof(change.RollBackTo), Text(change.RollBackTo), "a whole number of at least 1");
        Require(
            change.RollBackTo is null || (change.StrategyType is null && change.StrategyConfig is null && !change.ClearConfig),
            nameof(change.RollBackTo),
            Text(change.RollBackTo),
            "a version only where neither a type nor a configuration is given");
        Require(
            !change.ClearConfig || change.StrategyConfig is null,
            nameof(change.ClearConfig),
            "true",
            "false where a configuration is given");
        if (change.StrategyConfig is { } json && StrategyJson.Fault(json) is { } fault)
        {
            throw new ArgumentException($"StrategyConfig is {fault}", nameof(change));
        }
    }

    /// <summary>Decides on a change.</summary>
    /// <param name="change">The validated change.</param>
    /// <param name="current">The current strategy of the token, or <see langword="null"/> when it is not tracked.</param>
    /// <param name="sameId">The stored version with the id of the change, if there is one.</param>
    /// <param name="target">The version to return to, if the change specifies one and the token has it.</param>
    /// <param name="lastVersion">The highest version stored under any address that the token has had.</param>
    /// <param name="now">The time of the call.</param>
    /// <returns>The result. With <see cref="StrategyChangeStatus.Changed"/>, the store has to write its version.</returns>
    public static StrategyChangeResult Decide(
        StrategyChange change,
        TokenStrategy? current,
        StrategyVersion? sameId,
        StrategyVersion? target,
        int lastVersion,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (sameId is not null)
        {
            return IsSame(change, current, sameId, target)
                ? new StrategyChangeResult(
                    StrategyChangeStatus.AlreadyChanged,
                    $"The change '{change.ChangeId}' is stored as {Named(sameId)}.")
                { Current = current, Version = sameId }
                : Refused(
                    StrategyChangeStatus.ChangeIdConflict,
                    $"The id '{change.ChangeId}' belongs to another change: {Named(sameId)} of {sameId.TokenAddress}.",
                    current);
        }

        if (current is null)
        {
            return Refused(StrategyChangeStatus.NotTracked, $"The token {change.TokenAddress} is not tracked.", null);
        }

        if (change.ExpectedVersion is { } expected && expected != current.Version)
        {
            return Refused(
                StrategyChangeStatus.VersionConflict,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Version {expected} of the strategy of {current.Address} was expected, but version {current.Version} is current."),
                current);
        }

        if (change.RollBackTo is { } version && target is null)
        {
            return Refused(
                StrategyChangeStatus.VersionNotFound,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The strategy of {current.Address} has no version {version}; version {current.Version} is current."),
                current);
        }

        var (type, config) = Wanted(change, current, target);
        if (type == current.StrategyType && AreEqual(config, current.StrategyConfig) && change.IsByHand == current.IsByHand)
        {
            return new StrategyChangeResult(
                StrategyChangeStatus.Unchanged,
                $"The token {current.Address} has this strategy already.")
            { Current = current };
        }

        var written = new StrategyVersion
        {
            TokenAddress = current.Address,
            Version = Math.Max(lastVersion, current.Version) + 1,
            OldType = current.StrategyType,
            OldConfig = current.StrategyConfig,
            StrategyType = type,
            StrategyConfig = config,
            IsByHand = change.IsByHand,
            ChangedBy = change.ChangedBy,
            Reason = new Reason(
                change.RollBackTo is null ? ReasonCodes.StrategySet : ReasonCodes.StrategyRolledBack,
                change.RollBackTo is { } back
                    ? string.Create(CultureInfo.InvariantCulture, $"to version {back}{(change.Reason is { } why ? $", {why}" : "")}")
                    : change.Reason).ToString(),
            ChangeId = change.ChangeId,
            ChangedAt = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
        };
        return new StrategyChangeResult(StrategyChangeStatus.Changed, $"The strategy of {current.Address} is now {Named(written)}.")
        {
            Current = current with { StrategyType = type, StrategyConfig = config, Version = written.Version, IsByHand = change.IsByHand },
            Version = written,
        };
    }

    /// <summary>Creates the event of a version that was written by hand.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The event.</returns>
    public static LifecycleEvent Event(StrategyVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var code = version.Reason?.Split(':')[0] ?? ReasonCodes.StrategySet;
        var why = version.Reason is { } reason && reason.Length > code.Length ? $", {reason[(code.Length + 2)..]}" : "";
        return new LifecycleEvent
        {
            TokenAddress = version.TokenAddress,
            EventType = LifecycleEventType.StrategyChanged,
            Reason = new Reason(
                code,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"version {version.Version}, {version.StrategyType}, by {version.ChangedBy}{why}")).ToString(),
            CreatedAt = version.ChangedAt,
        };
    }

    /// <summary>Gets whether two strategy configurations are equal as JSON, regardless of their formatting.</summary>
    internal static bool AreEqual(string? left, string? right)
    {
        if (left is null || right is null || left == right)
        {
            return left == right;
        }

        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static (string Type, string? Config) Wanted(StrategyChange change, TokenStrategy current, StrategyVersion? target) =>
        target is not null
        ? (target.StrategyType, target.StrategyConfig)
        : (change.StrategyType ?? current.StrategyType, change.ClearConfig ? null : change.StrategyConfig ?? current.StrategyConfig);

    // Gets whether a repeated change asks for the strategy version that its id already has. Fields that the change leaves open are not
    // compared, because the token may have changed again since.
    private static bool IsSame(StrategyChange change, TokenStrategy? current, StrategyVersion stored, StrategyVersion? target)
    {
        var isOfToken = stored.TokenAddress == change.TokenAddress || stored.TokenAddress == current?.Address;
        var isRollback = stored.Reason?.StartsWith(ReasonCodes.StrategyRolledBack, StringComparison.Ordinal) == true;
        return isOfToken
            && stored.ChangedBy == change.ChangedBy
            && stored.IsByHand == change.IsByHand
            && isRollback == change.RollBackTo is not null
            && (target is null || (target.StrategyType == stored.StrategyType && AreEqual(target.StrategyConfig, stored.StrategyConfig)))
            && (change.StrategyType is null || change.StrategyType == stored.StrategyType)
            && (change.StrategyConfig is null || AreEqual(change.StrategyConfig, stored.StrategyConfig))
            && (!change.ClearConfig || stored.StrategyConfig is null);
    }

    private static StrategyChangeResult Refused(StrategyChangeStatus status, string message, TokenStrategy? current) =>
        new(status, message) { Current = current };

    private static string Named(StrategyVersion version) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"version {version.Version} ({version.StrategyType}, by {version.ChangedBy} at {version.ChangedAt:O})");

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static void Require(bool isAllowed, string field, string? value, string allowed)
    {
        if (!isAllowed)
        {
            throw new ArgumentException(
                $"{field} is {RefusedText.Shown(value)}; allowed are {allowed}.",
                nameof(field));
        }
    }
}
