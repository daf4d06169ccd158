using System.Net;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>An API that quotes the key, in whatever writing, gets it into no failure and no log.</summary>
public sealed class KeyRedactionTests
{
    private const string Key = "9b1f00aa64c24Dd5b1e7c3d2f8a90e17";

    public static TheoryData<string, string> Writings { get; } = new()
    {
        { "percent", string.Concat(Key.Select(static c => $"%{(int)c:X2}")) },
        { "percent twice", string.Concat(Key.Select(static c => $"%25{(int)c:x2}")) },
        { "one percent", $"{Key[..9]}%{(int)Key[9]:X2}{Key[10..]}" },
        { "percent u", string.Concat(Key.Select(static c => $"%u{(int)c:X4}")) },
        { "u escape", string.Concat(Key.Select(static c => $"\\u{(int)c:x4}")) },
        { "one u escape", $"{Key[..5]}\\u{(int)Key[5]:x4}{Key[6..]}" },
        { "u escape twice", string.Concat(Key.Select(static c => $"\\\\u{(int)c:x4}")) },
        { "u braces", string.Concat(Key.Select(static c => $"\\u{{{(int)c:x}}}")) },
        { "x escape", string.Concat(Key.Select(static c => $"\\x{(int)c:x2}")) },
        { "entities", string.Concat(Key.Select(static c => $"&#{(int)c};")) },
        { "hex entities", string.Concat(Key.Select(static c => $"&#x{(int)c:x};")) },
        { "escaped entities", string.Concat(Key.Select(static c => $"&amp;#{(int)c};")) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)) },
        { "base64 inside", Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Key}!")) },
        { "base64 inside of a word", "abc" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)) },
        { "base64 url", Convert.ToBase64String(Encoding.UTF8.GetBytes($"??>{Key}")).Replace('+', '-').Replace('/', '_').TrimEnd('=') },
        { "hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(Key)) },
        { "hexadecimal after a prefix", "0x" + Convert.ToHexString(Encoding.UTF8.GetBytes(Key)) },
        { "hexadecimal after a digit", "a" + Convert.ToHexString(Encoding.UTF8.GetBytes(Key)) },
        { "hexadecimal after a word", "key-" + Convert.ToHexString(Encoding.UTF8.GetBytes(Key)) },
        { "unseen characters", string.Join('\u200B', Key.ToCharArray()) },
        { "spaces", string.Join(' ', Key.ToCharArray()) },
        { "dashes", string.Join('-', Key.Chunk(8).Select(static part => new string(part))) },
        { "full width", string.Concat(Key.Select(static c => (char)(c + 0xFEE0))) },
        { "upper case", Key.ToUpperInvariant() },
        { "the first half", Key[..16] },
        { "the last half", Key[16..] },
        { "an inner half in percent", string.Concat(Key[7..25].Select(static c => $"%{(int)c:X2}")) },
    };

    [Theory]
    [MemberData(nameof(Writings))]
    public async Task A_quoted_key_reaches_no_failure_and_no_log(string writing, string quoted)
    {
        foreach (var status in new[] { 401, 500 })
        {
            var message = JsonSerializer.Serialize($"no such key: {quoted}. Go away");
            using var api = new GatewayHarness((_, _) => StubHandler.Json(
                $$"""{"success":false,"message":{{message}}}""", (HttpStatusCode)status));
            api.Options.ApiKey = new ApiKey(Key);
            var failure = (await api.SecurityAsync()).Failure!;

            // After a 401 the library adds when it asks again.
            var told = failure.Detail.Split("; not asked again before ")[0];
            Assert.True(told is KeyRedaction.Withheld or "no such key: ***. Go away", writing);
            Assert.DoesNotContain(quoted, failure.Detail, StringComparison.OrdinalIgnoreCase);
            Assert.All(
                api.Logger.Collector.GetSnapshot(),
                record => Assert.DoesNotContain(quoted, record.Message, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("Compute units usage limit exceeded")]
    [InlineData("limit should be integer, range 1-20")]
    [InlineData("100 % of \\u0041 and %41 &amp; more, trace 5f3a9c11d2e84b6f8a7c0d1e2f3a4b5c")]
    [InlineData("Your API key is either suspended or lacks sufficient permissions. Please check your account status or upgrade to a higher plan.")]
    [InlineData("key 9b1f00aa is not yours")]
    public void Other_texts_stay_as_they_are(string text) => Assert.Equal(text, KeyRedaction.Apply(text, new ApiKey(Key)));

    [Fact]
    public void A_short_key_is_masked_only_where_it_stands() =>
        Assert.Equal("no *** here, t-e-s-t", KeyRedaction.Apply("no test here, t-e-s-t", new ApiKey("test")));

    [Fact]
    public void A_text_without_end_is_cut_before_it_is_searched() =>
        Assert.True(KeyRedaction.Apply(string.Concat(Enumerable.Repeat("%2525252525", 200_000)), new ApiKey(Key)).Length < 20_000);
}
