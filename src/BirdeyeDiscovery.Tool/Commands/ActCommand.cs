using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

/// <summary>The tool's commands for an action by hand on one token: track, pause, resume, pin, unpin, remove, allow.</summary>
internal sealed class ActCommand : ToolCommand
{
    private readonly OperatorAct _act;
    private readonly Argument<string> _token = TokenArgument();

    private readonly Option<string> _reason = new("--reason")
    {
        HelpName = "TEXT",
        Description = "Why, for the record; up to 500 characters.",
        Required = true,
    };

    private readonly Option<string> _by = Flag<string>("--by", "NAME", "Who, for the record. Default: the name of the user.");

    private readonly Option<string> _request = Flag<string>(
        "--request-id", "ID", "An id of this action: sent again under the same id, it is done once.");

    private readonly Option<bool> _force = Switch("--force", "Remove although a position is open, or nobody knows.");

    private readonly Option<string> _symbol = Flag<string>(
        "--symbol", "TEXT", "The symbol until a cycle reads it. Default: the symbol given as TOKEN, or the beginning of the address.");

    private readonly Option<string> _category = Flag<string>(
        "--category",
        "WORD",
        "The category of a token that was never tracked; its strategy depends on it: bluechip, midcap or emerging. Default: emerging.");

    public ActCommand(OperatorAct act)
        : base(StoredText.Of(act), Description(act), $"{StoredText.Of(act)} BONK --reason \"{Example(act)}\"")
    {
        _act = act;
        Command.Add(_token);
        Command.Add(_reason);
        Command.Add(_by);
        Command.Add(_request);
        if (act == OperatorAct.Remove)
        {
            Command.Add(_force);
        }
        else if (act == OperatorAct.Track)
        {
            Command.Add(_symbol);
            Command.Add(_category);
        }
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var category = Category(call);
        var clock = new LaterClock(call.Context.Clock);
        await using var host = await call.OpenAsync(new HostChange { Clock = clock });
        if (await host.History.GetSnapshotsAsync(1, call.Cancelled) is [var newest])
        {
            clock.StartAfter(newest.CycleTimestamp);
        }

        var address = await TokenFinder.AddressOfAsync(host, call.Value(_token), call.Cancelled);
        var note = new OperatorNote(call.Value(_by) ?? call.Context.User, call.Value(_reason)!, call.Value(_request));
        OperatorResult result;
        try
        {
            result = await ActAsync(host.Get<ITokenLifecycle>(), address, note, category, call);
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }

        var exitCode = result.Status == OperatorStatus.Refused ? ExitCodes.No : ExitCodes.Success;
        if (call.IsJson)
        {
            return call.Json(result, exitCode);
        }

        var allowed = result is { Status: OperatorStatus.Refused, Allowed.Count: > 0 }
            ? $" Allowed now: {string.Join(", ", result.Allowed.Select(StoredText.Of))}."
            : "";
        call.Console.Line(
            $"{result.Status.ToString().ToLowerInvariant()}: {PlainText.Clean(result.Message, 1_000)}{allowed}",
            result.Status == OperatorStatus.Refused ? Colours.Bad : Colours.Good);
        return exitCode;
    }

    private ValueTask<OperatorResult> ActAsync(
        ITokenLifecycle tokens,
        string address,
        OperatorNote note,
        TokenCategory category,
        ToolCall call) => _act switch
        {
            OperatorAct.Track => tokens.TrackAsync(address, note, Symbol(address, call), category, call.Cancelled),
            OperatorAct.Pause => tokens.PauseAsync(address, note, call.Cancelled),
            OperatorAct.Resume => tokens.ResumeAsync(address, note, call.Cancelled),
            OperatorAct.Pin => tokens.PinAsync(address, note, call.Cancelled),
            OperatorAct.Unpin => tokens.UnpinAsync(address, note, call.Cancelled),
            OperatorAct.Remove => tokens.RemoveAsync(address, note, call.Value(_force), call.Cancelled),
            _ => tokens.AllowAsync(address, note, call.Cancelled),
        };

    private TokenCategory Category(ToolCall call)
    {
        if (_act != OperatorAct.Track || call.Value(_category) is not { } word)
        {
            return TokenCategory.Emerging;
        }

        foreach (var category in Enum.GetValues<TokenCategory>())
        {
            if (string.Equals(word.Trim(), StoredText.Of(category), StringComparison.OrdinalIgnoreCase))
            {
                return category;
            }
        }

        var allowed = string.Join(", ", Enum.GetValues<TokenCategory>().Select(StoredText.Of));
        throw ToolException.Usage($"--category is '{PlainText.Clean(word, 100)}'; allowed are {allowed}.");
    }

    // The command `track` takes the symbol from --symbol, or else from TOKEN if that is not the address.
    private string? Symbol(string address, ToolCall call)
    {
        var token = call.Value(_token).Trim();
        return call.Value(_symbol) ?? (TokenAddress.AreSame(token, address) ? null : token);
    }

    private static string Description(OperatorAct act) => act switch
    {
        OperatorAct.Track => "Track a token from now on, active and whatever its rank; the rules apply from the next cycle on.",
        OperatorAct.Pause => "Pause a token by hand; only a person resumes it.",
        OperatorAct.Resume => "Resume a token that a person paused.",
        OperatorAct.Pin => "Pin a token: the engine never gates, pauses or removes it.",
        OperatorAct.Unpin => "Unpin a token: the engine decides on it again.",
        OperatorAct.Remove => "Remove a token by hand; it stays out until a person allows it.",
        _ => "Allow a token that a person removed: it enters again when it qualifies.",
    };

    private static string Example(OperatorAct act) => act switch
    {
        OperatorAct.Track => "a friend asked for it",
        OperatorAct.Pause => "rumours of a rug",
        OperatorAct.Resume => "the rumours were wrong",
        OperatorAct.Pin => "we always trade it",
        OperatorAct.Unpin => "let the engine decide",
        OperatorAct.Remove => "a copy of another token",
        _ => "it was no copy",
    };
}
