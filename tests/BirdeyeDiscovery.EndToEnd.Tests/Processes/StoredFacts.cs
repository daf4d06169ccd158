namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What holds in the ledger of any run, asked by SQL alone that both stores understand.</summary>
internal static class StoredFacts
{
    public static async Task AssertAsync(Func<string, Task<IReadOnlyList<string>>> rows)
    {
        await EmptyAsync(rows, "every candidate left one row", """
            SELECT s.id, s.scored_count, s.rejected_count FROM discovery_snapshots s
            WHERE s.scored_count <> (SELECT count(*) FROM token_scores t WHERE t.snapshot_id = s.id)
               OR s.rejected_count <> (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = s.id)
            """);
        await EmptyAsync(rows, "no candidate is scored and rejected", """
            SELECT t.token_address FROM token_scores t JOIN candidate_rejections r ON r.snapshot_id = t.snapshot_id AND r.token_address = t.token_address
            """);
        await EmptyAsync(rows, "a complete cycle has candidates", "SELECT id FROM discovery_snapshots WHERE outcome = 'complete' AND scored_count + rejected_count < 40");
        await EmptyAsync(rows, "entries have a slot rank of 7 or better", """
            SELECT e.token_address, t.slot_rank FROM token_lifecycle_events e
            LEFT JOIN token_scores t ON t.snapshot_id = e.snapshot_id AND t.token_address = e.token_address AND t.action = 'add'
            WHERE e.to_status = 'active' AND e.snapshot_id IS NOT NULL AND coalesce(t.slot_rank, 99) > 7
            """);
        await EmptyAsync(rows, "at most ten are active", "SELECT count(*) FROM tracked_tokens WHERE status = 'active' AND NOT is_permanent HAVING count(*) > 10");
        Assert.Equal(["JUP", "SOL"], await rows("""
            SELECT symbol FROM tracked_tokens WHERE status = 'active' AND is_permanent
              AND address IN ('So11111111111111111111111111111111111111112', 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN') ORDER BY symbol
            """));
        await EmptyAsync(rows, "each status is where its last event left it", """
            SELECT t.address, t.status FROM tracked_tokens t
            WHERE t.status IS DISTINCT FROM (SELECT e.to_status FROM token_lifecycle_events e WHERE e.token_address = t.address AND e.to_status IS NOT NULL ORDER BY e.id DESC LIMIT 1)
            """);
        await EmptyAsync(rows, "each change begins where the one before ended", """
            SELECT token_address FROM (
                SELECT token_address, from_status, lag(to_status) OVER (PARTITION BY token_address ORDER BY id) AS before
                FROM token_lifecycle_events WHERE to_status IS NOT NULL) changes
            WHERE from_status IS DISTINCT FROM before
            """);
        await EmptyAsync(rows, "no status changes twice in one cycle", """
            SELECT snapshot_id, token_address FROM token_lifecycle_events WHERE to_status IS NOT NULL GROUP BY snapshot_id, token_address HAVING count(*) > 1
            """);
        await EmptyAsync(rows, "the counts of the snapshot are those of its events", """
            SELECT s.id FROM discovery_snapshots s
            WHERE s.tokens_added <> (SELECT count(*) FROM token_lifecycle_events e WHERE e.snapshot_id = s.id AND e.to_status = 'active')
            """);
    }

    private static async Task EmptyAsync(Func<string, Task<IReadOnlyList<string>>> rows, string fact, string sql)
    {
        var found = await rows(sql);
        Assert.True(found.Count == 0, $"{fact}: {string.Join("; ", found)}");
    }
}
