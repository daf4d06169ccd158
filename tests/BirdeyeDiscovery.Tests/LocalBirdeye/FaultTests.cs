using System.Net;
using System.Text.Json;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public sealed class FaultTests : IAsyncDisposable
{
    private const string Sol = "So11111111111111111111111111111111111111112";
    private const string Jup = "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN";
    private const string Overview = "defi/token_overview?address=" + Sol;

    private readonly FakeTimeProvider _clock = Local.Clock();
    private readonly Testing.LocalBirdeye _local;
    private readonly HttpClient _client;

    public FaultTests()
    {
        _local = Local.Generated(_clock);
        _client = _local.Client();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fault_meets_only_its_path_address_times_and_span()
    {
        _local.Inject(LocalFault.Status(500) with { Path = "/defi/token_overview", Address = Sol, Times = 2, From = Local.Origin.AddMinutes(1), Until = Local.Origin.AddMinutes(5) });

        Assert.Equal(200, (await _client.AskAsync(Overview)).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await _client.AskAsync("defi/token_overview?address=" + Jup)).Status);
        Assert.Equal(200, (await _client.AskAsync("defi/token_security?address=" + Sol)).Status);
        Assert.Equal((500, """{"success":false,"message":"Internal Server Error"}"""), await _client.AskAsync(Overview));
        Assert.Equal(500, (await _client.AskAsync(Overview)).Status);
        Assert.Equal(200, (await _client.AskAsync(Overview)).Status);
        _local.Inject(LocalFault.Status(503) with { Until = Local.Origin.AddMinutes(5) });
        Assert.Equal(503, (await _client.AskAsync(Overview)).Status);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(200, (await _client.AskAsync(Overview)).Status);
    }

    [Fact]
    public async Task Bodies_that_are_no_answers_come_as_told()
    {
        await ExpectAsync(LocalFault.HtmlPage(), 200, "<html>");
        await ExpectAsync(LocalFault.HtmlPage(502), 502, "<html>");
        await ExpectAsync(LocalFault.Unsuccessful(), 200, "\"success\":false");
        await ExpectAsync(LocalFault.NullData(), 200, "\"data\":null");
        await ExpectAsync(LocalFault.EmptyData(), 200, "\"data\":{}");
        await ExpectAsync(LocalFault.EmptyList(), 200, "\"items\":[]");
        await ExpectAsync(LocalFault.EmptyBody(), 200, "");
        await ExpectAsync(LocalFault.Body("{"), 200, "{");

        async Task ExpectAsync(LocalFault fault, int status, string part)
        {
            _local.ClearFaults();
            _local.Inject(fault);
            var (actual, body) = await _client.AskAsync(Overview);
            Assert.Equal(status, actual);
            Assert.Contains(part, body, StringComparison.Ordinal);
            Assert.True(part.Length > 0 || body.Length == 0);
        }
    }

    [Fact]
    public async Task Headers_come_as_told()
    {
        _local.Inject(LocalFault.TooManyRequests(7) with { Times = 1 });
        using (var seconds = await _client.GetAsync(Overview, Cancellation))
        {
            Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter!.Delta);
        }

        _local.Inject(LocalFault.TooManyRequestsUntil("Wed, 21 Oct 2026 07:28:00 GMT") with { Times = 1 });
        using (var date = await _client.GetAsync(Overview, Cancellation))
        {
            Assert.Equal(new DateTimeOffset(2026, 10, 21, 7, 28, 0, TimeSpan.Zero), date.Headers.RetryAfter!.Date);
        }

        _local.Inject(LocalFault.TooManyRequests() with { Times = 1 });
        using (var none = await _client.GetAsync(Overview, Cancellation))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, none.StatusCode);
            Assert.Null(none.Headers.RetryAfter);
        }

        _local.Inject(LocalFault.Redirect(new Uri("https://elsewhere.invalid/x")) with { Times = 1 });
        using (var redirect = await _client.GetAsync(Overview, Cancellation))
        {
            Assert.Equal(new Uri("https://elsewhere.invalid/x"), redirect.Headers.Location);
        }

        _local.Inject(LocalFault.ContentType("text/plain") with { Times = 1 });
        using var typed = await _client.GetAsync(Overview, Cancellation);
        Assert.Equal("text/plain", typed.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_hostile_value_stands_in_the_rows_of_its_token_alone_and_all_else_stays()
    {
        var rows = await _client.TrendingAsync();
        var victim = rows[3].Text("address");
        _local.Inject(LocalFault.Value("price", "1e400") with { Address = victim });
        var (_, body) = await _client.AskAsync("defi/token_trending?limit=20");

        Assert.Equal(2, body.Split("1e400").Length);
        using var document = JsonDocument.Parse(body);
        var changed = document.RootElement.GetProperty("data").GetProperty("tokens")[3];
        Assert.Equal(victim, changed.Text("address"));
        Assert.Equal("1e400", changed.GetProperty("price").GetRawText());
        Assert.Equal(rows[3].Text("symbol"), changed.Text("symbol"));
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"NaN\"")]
    [InlineData("NaN")]
    [InlineData("{\"a\":[1]}")]
    public async Task Any_text_can_stand_in_any_field(string raw)
    {
        _local.Inject(LocalFault.Value("*", raw));
        var (_, security) = await _client.AskAsync("defi/token_security?address=" + Sol);
        var (_, trades) = await _client.AskAsync("defi/txs/token?limit=2&address=" + Sol);

        Assert.Contains("\"totalSupply\":" + raw, security, StringComparison.Ordinal);
        Assert.Contains("\"freezeAuthority\":" + raw, security, StringComparison.Ordinal);
        Assert.Contains("\"success\":true", security, StringComparison.Ordinal);
        Assert.Contains("\"uiAmount\":" + raw, trades, StringComparison.Ordinal);
        Assert.Contains("\"hasNext\":" + raw, trades, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_repeat_vanish_and_rows_come_extra_or_again()
    {
        _local.Inject(LocalFault.DuplicateKey("price", "-1") with { Times = 1 });
        Assert.Contains("\"price\":-1,\"price\":", (await _client.AskAsync(Overview)).Body, StringComparison.Ordinal);
        _local.Inject(LocalFault.MissingField("liquidity") with { Times = 1 });
        Assert.DoesNotContain("liquidity", (await _client.AskAsync(Overview)).Body, StringComparison.Ordinal);
        _local.Inject(LocalFault.ExtraRows("7,null,{\"address\":\"x\"}") with { Times = 1 });
        Assert.Equal(23, (await _client.DataAsync("defi/token_trending?limit=20")).GetProperty("tokens").GetArrayLength());

        var whole = await _client.TrendingAsync();
        _local.Inject(LocalFault.RepeatedRows(3));
        var second = (await _client.DataAsync("defi/token_trending?limit=20&offset=20")).GetProperty("tokens");
        Assert.True(whole.FindIndex(row => row.Text("address") == second[0].Text("address")) < 18);
    }

    [Fact]
    public async Task A_slow_answer_waits_for_the_clock_and_a_stall_for_the_client()
    {
        _local.Inject(LocalFault.Slow(TimeSpan.FromSeconds(5)) with { Times = 1 });
        var slow = _client.AskAsync(Overview);
        Assert.False(slow.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await slow).Status);

        _local.Inject(LocalFault.Stall());
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stalled = _client.GetAsync(Overview, source.Token);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(stalled.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled);
        Assert.Equal(0, _local.Log.Requests[^1].Status);
    }

    [Fact]
    public async Task Without_a_delay_the_handler_answers_at_once()
    {
        using var invoker = new HttpMessageInvoker(_local.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://local.invalid/" + Overview);
        var answer = invoker.SendAsync(request, Cancellation);

        Assert.True(answer.IsCompletedSuccessfully);
        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_giant_body_is_read_as_it_comes()
    {
        _local.Inject(LocalFault.GiantBody(1L << 40));
        using var response = await _client.GetAsync(Overview, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var buffer = new byte[1 << 20];

        Assert.Equal(buffer.Length, await body.ReadAsync(buffer, Cancellation));
        Assert.Equal((byte)'{', buffer[0]);
        Assert.Equal((byte)'a', buffer[^1]);
    }

    [Fact]
    public async Task A_dripping_body_gives_a_byte_for_each_pause()
    {
        _local.Inject(LocalFault.Drip(TimeSpan.FromSeconds(1)));
        using var response = await _client.GetAsync(Overview, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var read = body.ReadAsync(new byte[100], Cancellation).AsTask();

        Assert.False(read.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_truncated_body_breaks_off(bool overHttp)
    {
        _local.Inject(LocalFault.Truncated());
        using var http = new HttpClient { BaseAddress = await _local.StartAsync(Cancellation) };
        var client = overHttp ? http : _client;

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetByteArrayAsync(Overview, Cancellation));
        _local.ClearFaults();
        Assert.Equal(200, (await client.AskAsync(Overview)).Status);
    }

    [Fact]
    public async Task A_compressed_bomb_is_small_on_the_wire()
    {
        _local.Inject(LocalFault.GzipBomb(4 << 20));
        using var http = new HttpClient { BaseAddress = await _local.StartAsync(Cancellation) };
        using var plain = await http.GetAsync(Overview, Cancellation);
        using var unpacking = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = http.BaseAddress };

        Assert.Equal("gzip", Assert.Single(plain.Content.Headers.ContentEncoding));
        Assert.InRange((await plain.Content.ReadAsByteArrayAsync(Cancellation)).Length, 1, 200_000);
        Assert.Equal(4 << 20, (await unpacking.GetByteArrayAsync(Overview, Cancellation)).Length);
        Assert.Equal(4 << 20, (await _client.GetByteArrayAsync(Overview, Cancellation)).Length);
    }

    [Fact]
    public async Task A_stalled_request_does_not_hold_up_the_end()
    {
        _local.Inject(LocalFault.Stall());
        using var http = new HttpClient { BaseAddress = await _local.StartAsync(Cancellation) };
        var stalled = http.GetAsync(Overview, Cancellation);
        while (_local.Log.Count == 0)
        {
            await Task.Yield();
        }

        await _local.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => stalled);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _local.DisposeAsync();
    }
}
