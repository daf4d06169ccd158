using System.Text.Json.Serialization;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed partial class AnswerCacheTests
{
    private readonly AnswerCache _cache = new(new FakeTimeProvider(), 10_000);

    [Fact]
    public async Task An_answer_that_cannot_be_written_reaches_its_caller_and_is_not_kept()
    {
        var calls = 0;
        for (var index = 0; index < 2; index++)
        {
            var reading = await AskAsync("a", () =>
            {
                calls++;
                return new Answer { Number = double.NaN };
            });
            Assert.True(double.IsNaN(reading.Value!.Number));
        }

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task The_bytes_of_all_answers_are_bounded()
    {
        for (var index = 0; index < 200; index++)
        {
            await AskAsync($"key {index}", () => new Answer { Text = new string('x', 900) });
        }

        // Ten answers of 900 bytes and their JSON fit.
        var kept = 0;
        for (var index = 0; index < 200; index++)
        {
            var asked = false;
            await AskAsync($"key {index}", () =>
            {
                asked = true;
                return new Answer { Number = double.NaN };
            });
            kept += asked ? 0 : 1;
            Assert.True(index < 199 || !asked);
        }

        Assert.InRange(kept, 1, 11);
    }

    [Fact]
    public async Task An_answer_of_another_type_under_the_same_key_counts_as_none()
    {
        await AskAsync("a", () => new Answer { Text = "first" });
        var asked = false;
        var reading = await _cache.GetOrReadAsync(
            "a",
            TimeSpan.FromSeconds(30),
            Json.Default.OtherAnswer,
            _ =>
            {
                asked = true;
                return ValueTask.FromResult(Reading<OtherAnswer>.Of(new OtherAnswer(), DateTimeOffset.UnixEpoch));
            },
            TestContext.Current.CancellationToken);
        Assert.True(asked);
        Assert.NotNull(reading.Value);
    }

    private ValueTask<Reading<Answer>> AskAsync(string key, Func<Answer> source) => _cache.GetOrReadAsync(
        key,
        TimeSpan.FromSeconds(30),
        Json.Default.Answer,
        _ => ValueTask.FromResult(Reading<Answer>.Of(source(), DateTimeOffset.UnixEpoch)),
        TestContext.Current.CancellationToken);

    internal sealed class Answer
    {
        public string Text { get; set; } = "";

        public double Number { get; set; }
    }

    internal sealed class OtherAnswer
    {
        public int Count { get; set; }
    }

    [JsonSerializable(typeof(Answer))]
    [JsonSerializable(typeof(OtherAnswer))]
    internal sealed partial class Json : JsonSerializerContext;
}
