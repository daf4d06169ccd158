using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Requests that are joined into one call, by callers that may wait for each other elsewhere.</summary>
public sealed class JoinedCallTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _calls = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_ask_share_a_call_and_those_that_skip_do_not_delay_it()
    {
        var call = Call(3);
        var first = call.AskAsync("A", "A", Ct).AsTask();
        await call.SkipAsync();
        Assert.Empty(_calls);

        var second = call.AskAsync("C", "C", Ct).AsTask();

        Assert.Equal(["A", "C"], [(await first).Value, (await second).Value]);
        Assert.Equal(["A,C"], _calls);
    }

    [Fact]
    public async Task Two_calls_whose_callers_wait_for_each_other_are_sent_without_them()
    {
        // Two engines with one cache: each asks for one token, and waits for the other one's answer of the second.
        var (left, right) = (Call(2), Call(2));
        var a = left.AskAsync("A", "A", Ct).AsTask();
        var b = right.AskAsync("B", "B", Ct).AsTask();
        var leftWaits = SkipAfterAsync(left, b);
        var rightWaits = SkipAfterAsync(right, a);
        Assert.Empty(_calls);

        _time.Advance(JoinedCall<string, string>.Patience);

        Assert.Equal(["A", "B"], [(await a).Value, (await b).Value]);
        await Task.WhenAll(leftWaits, rightWaits);
        Assert.Equal(["A", "B"], _calls.Order());
    }

    [Fact]
    public async Task A_caller_that_comes_after_the_call_was_sent_asks_on_its_own()
    {
        var call = Call(2);
        var first = call.AskAsync("A", "A", Ct).AsTask();
        _time.Advance(JoinedCall<string, string>.Patience);
        Assert.Equal("A", (await first).Value);

        Assert.Equal("B", (await call.AskAsync("B", "B", Ct)).Value);
        Assert.Equal(["A", "B"], _calls);
    }

    [Fact]
    public async Task A_failure_reaches_every_caller_that_asked_and_none_that_skipped()
    {
        var call = new JoinedCall<string, string>(3, static (_, _) => throw new InvalidOperationException("down"), _time, Ct);
        var first = call.AskAsync("A", "A", Ct).AsTask();
        var second = call.AskAsync("B", "B", Ct).AsTask();

        await call.SkipAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
    }

    private static async Task SkipAfterAsync(JoinedCall<string, string> call, Task answer)
    {
        await answer;
        await call.SkipAsync();
    }

    private JoinedCall<string, string> Call(int expected) => new(expected, AskAsync, _time, Ct);

    private ValueTask<IReadOnlyDictionary<string, Reading<string>>> AskAsync(IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        lock (_calls)
        {
            _calls.Add(string.Join(',', asked));
        }

        return new(asked.ToDictionary(static address => address, static address => Reading<string>.Of(address, AsOf)));
    }
}
