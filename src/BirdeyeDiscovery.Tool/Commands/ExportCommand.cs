using System.CommandLine;
using System.Text;

namespace BirdeyeDiscovery.Tool;

internal sealed class ExportCommand : ToolCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Argument<string> _format = new("FORMAT")
    {
        Description = "csv, jsonl: the tokens that were active after each cycle, with what was known; freqtrade: a RemotePairList of "
            + "now, or of --to; lean: a custom universe, a line a day.",
    };

    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The first cycle: {Moments.Allowed}. Default: the first one.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The last cycle, in the same form. Default: the newest one.");
    private readonly Option<string> _out = Flag<string>("--out", "FILE", "The file to write. Default: the standard output.");
    private readonly Option<string> _pairs = Flag<string>("--pairs", "FILE", "For freqtrade and lean: a JSON object of addresses and "
        + "pairs or tickers.");

    public ExportCommand()
        : base(
            "export",
            "Export which tokens were tracked, for backtests without look-ahead.",
            "export csv --out membership.csv",
            "export jsonl --from 7d",
            "export freqtrade --pairs pairs.json --out remote-pairs.json",
            "export lean --pairs tickers.json --from 2026-05-01 --out universe.csv")
    {
        ParseFault.Allow(_format, "csv", "jsonl", "freqtrade", "lean");
        Command.Add(_format);
        Command.Add(_from);
        Command.Add(_to);
        Command.Add(_out);
        Command.Add(_pairs);
    }

    protected override bool HasJson => false;

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var format = call.Value(_format);
        var pairs = format is "freqtrade" or "lean"
            ? await PairFile.ReadAsync(call.Context, call.Value(_pairs), call.Cancelled)
            : new Dictionary<string, string>();
        await using var host = await call.OpenAsync();
        var newest = await host.NewestAsync(call.Cancelled);
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        await using var output = OutputFile.Open(call.Context, host.Place, call.Value(_out));
        var target = output.Stream;
        var rows = await call.ReadAsync(host, "Exporting", period, async () => format switch
        {
            "csv" => await CsvAsync(call, host, period, target),
            "jsonl" => await MembershipFiles.WriteJsonLinesAsync(await RowsAsync(call, host, period), target, call.Cancelled),
            "freqtrade" => await FreqtradeAsync(call, host, period, pairs, target),
            _ => await LeanAsync(call, host, period, pairs, newest, target),
        });
        await output.CompleteAsync();
        if (call.Value(_out) is { } file)
        {
            call.Console.Line($"{Figures.Many(rows, format == "freqtrade" ? "pair" : "row")} written to {PlainText.Clean(file)}.");
        }

        return ExitCodes.Success;
    }

    private static async Task<long> CsvAsync(ToolCall call, ToolHost host, Period period, Stream target)
    {
        await using var writer = new StreamWriter(target, Utf8, leaveOpen: true);
        return await MembershipFiles.WriteCsvAsync(await RowsAsync(call, host, period), writer, call.Cancelled);
    }

    private static async Task<long> FreqtradeAsync(
        ToolCall call, ToolHost host, Period period, IReadOnlyDictionary<string, string> pairs, Stream target)
    {
        var tokens = await host.Get<IMembershipHistory>().GetTrackedAsOfAsync(period.To ?? DateTimeOffset.MaxValue, call.Cancelled);
        var text = MembershipFiles.ToFreqtradePairs(
            tokens, token => pairs.GetValueOrDefault(token.Address), host.Options.Discovery.Interval);
        await target.WriteAsync(Utf8.GetBytes(text + "\n"), call.Cancelled);
        return tokens
            .Where(static token => token.Status == TokenStatus.Active)
            .Select(token => pairs.GetValueOrDefault(token.Address))
            .Where(static pair => !string.IsNullOrEmpty(pair))
            .Distinct(StringComparer.Ordinal)
            .Count();
    }

    private static async Task<long> LeanAsync(
        ToolCall call, ToolHost host, Period period, IReadOnlyDictionary<string, string> tickers, SnapshotRecord newest, Stream target)
    {
        var first = period.From ?? (await host.History.GetSnapshotsAfterAsync(0, 1, call.Cancelled))[0].CycleTimestamp;
        var from = DateOnly.FromDateTime(first.UtcDateTime);
        var to = DateOnly.FromDateTime((period.To ?? newest.CycleTimestamp).UtcDateTime).AddDays(1);
        await using var writer = new StreamWriter(target, Utf8, leaveOpen: true);
        return await MembershipFiles.WriteLeanUniverseAsync(
            host.Get<IMembershipHistory>().GetIntervalsAsync(Start(from), Start(to), call.Cancelled),
            from,
            to,
            address => tickers.GetValueOrDefault(address),
            writer,
            call.Cancelled);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static async Task<IAsyncEnumerable<MembershipRow>> RowsAsync(ToolCall call, ToolHost host, Period period)
    {
        var (from, to) = await period.BoundsAsync(host, call.Cancelled);
        return host.Get<IMembershipHistory>().GetRowsAsync(from, to, call.Cancelled);
    }
}
