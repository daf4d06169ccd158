using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What holds in the file of any run, asked by SQL alone.</summary>
internal static class StoredFacts
{
    public static async Task AssertAsync(string database)
    {
        Assert.Equal(["ok"], await StoredRows.OfAsync(database, "PRAGMA integrity_check"));
        await EmptyAsync(database, "every candidate left one row", """
            SELECT s.id, s.scored_count, s.rejected_count FROM discovery_snapshots s
            WHERE s.scored_count <> (SELECT count(*) FROM token_scores t WHERE t.snapshot_id = s.id)
               OR s.rejected_count <> (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = s.id)
            """);
        await EmptyAsync(database, "no candidate is scored and rejected", """
            SELECT t.token_address FROM token_scores t JOIN candidate_rejections r ON r.snapshot_id = t.snapshot_id AND r.token_address = t.token_address
            """);
        await EmptyAsync(database, "a complete cycle has candidates", "SELECT id FROM discovery_snapshots WHERE outcome = 'complete' AND scored_count + rejected_count < 40");
        await EmptyAsync(database, "entries have a slot rank of 7 or better", """
            SELECT e.token_address, t.slot_rank FROM token_lifecycle_events e
            LEFT JOIN token_scores t ON t.snapshot_id = e.snapshot_id AND t.token_address = e.token_address AND t.action = 'add'
            WHERE e.to_status = 'active' AND e.snapshot_id IS NOT NULL AND coalesce(t.slot_rank, 99) > 7
            """);
        await EmptyAsync(database, "at most ten are active", "SELECT count(*) FROM tracked_tokens WHERE status = 'active' AND is_permanent = 0 HAVING count(*) > 10");
        Assert.Equal(["JUP", "SOL"], await StoredRows.OfAsync(database, """
            SELECT symbol FROM tracked_tokens WHERE status = 'active' AND is_permanent = 1
              AND address IN ('So11111111111111111111111111111111111111112', 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN') ORDER BY symbol
            """));
        await EmptyAsync(database, "each status is where its last event left it", """
            SELECT t.address, t.status FROM tracked_tokens t
            WHERE t.status IS NOT (SELECT e.to_status FROM token_lifecycle_events e WHERE e.token_address = t.address AND e.to_status IS NOT NULL ORDER BY e.id DESC LIMIT 1)
            """);
        await EmptyAsync(database, "each change begins where the one before ended", """
            SELECT token_address FROM (
                SELECT token_address, from_status, lag(to_status) OVER (PARTITION BY token_address ORDER BY id) AS before
                FROM token_lifecycle_events WHERE to_status IS NOT NULL)
            WHERE from_status IS NOT before
            """);
        await EmptyAsync(database, "no status changes twice in one cycle", """
            SELECT snapshot_id, token_address FROM token_lifecycle_events WHERE to_status IS NOT NULL GROUP BY snapshot_id, token_address HAVING count(*) > 1
            """);
        await EmptyAsync(database, "the counts of the snapshot are those of its events", """
            SELECT s.id FROM discovery_snapshots s
            WHERE s.tokens_added <> (SELECT count(*) FROM token_lifecycle_events e WHERE e.snapshot_id = s.id AND e.to_status = 'active')
            """);
    }

    private static async Task EmptyAsync(string database, string fact, string sql)
    {
        var rows = await StoredRows.OfAsync(database, sql);
        Assert.True(rows.Count == 0, $"{fact}: {string.Join("; ", rows)}");
    }
}
