namespace BirdeyeDiscovery;

/// <summary>
/// The scripts change one Redis key atomically, so that no reader sees a partial change. Each script touches one key, as Redis Cluster
/// requires.
/// </summary>
internal static class RedisScripts
{
    /// <summary>
    /// The Redis script that merges candles into a list. Arguments: 1 to replace the list, from, interval, longest list, lifetime in ms,
    /// then the JSON of each candle, ascending and within the span.
    /// </summary>
    /// <remarks>
    /// Only the differing end is written. A list that does not consist of ordered candles at the starts of their buckets is dropped. With a
    /// "from", nothing is written if candles before it would be missing: see <see cref="CandleUpdate.From"/>. Rows that equal the incoming
    /// ones are not parsed, and a new list takes its rows unchanged.
    /// </remarks>
    public const string MergeCandles =
        """
        local key, interval, longest, count = KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[4]), #ARGV - 5
        local function time(row)
          local at = tonumber(string.match(row, '^{"timestamp":(%d+),') or -1)
          return at % interval == 0 and at or -1
        end
        local function write()
          redis.call('RPUSH', key, unpack(ARGV, 6))
          redis.call('PEXPIRE', key, ARGV[5])
          return 1
        end
        local last = redis.pcall('LINDEX', key, -1)
        if last and (ARGV[1] == '1' or type(last) == 'table' or time(last) < 0) then
          redis.call('DEL', key)
          last = false
        end
        if count == 0 then return 0 end
        if ARGV[2] ~= '' and not (last and time(last) >= tonumber(ARGV[2]) - interval) then return 0 end
        if not last then return write() end

        local first = time(ARGV[6])
        local rows = redis.call('LRANGE', key, -(count + 1), -1)
        if #rows == count + 1 and time(rows[1]) >= first then rows = redis.call('LRANGE', key, 0, -1) end
        local stays, before, broken = 0, -1, false
        while stays < #rows do
          local at = time(rows[stays + 1])
          broken = at <= before
          if broken or at >= first then break end
          stays, before = stays + 1, at
        end
        local new = 0
        while not broken and new < count and rows[stays + new + 1] == ARGV[6 + new] do new = new + 1 end
        stays = stays + new
        if new > 0 then before = time(ARGV[5 + new]) end
        local times = {}
        for i = stays + 1, #rows do
          times[i] = time(rows[i])
          broken = broken or times[i] <= before
          before = times[i]
        end
        if broken then
          redis.call('DEL', key)
          if ARGV[2] ~= '' then return 0 end
          return write()
        end

        local ending, kept = {}, stays + 1
        while kept <= #rows or new < count do
          local incoming, present = new < count and time(ARGV[6 + new]), times[kept]
          if incoming and (not present or incoming <= present) then
            if incoming == present then kept = kept + 1 end
            ending[#ending + 1] = ARGV[6 + new]
            new = new + 1
          else
            ending[#ending + 1] = rows[kept]
            kept = kept + 1
          end
        end

        local same = 0
        while same < #ending and rows[stays + same + 1] == ending[same + 1] do same = same + 1 end
        local replaced = #rows - stays - same
        if replaced > 0 then redis.call('LTRIM', key, 0, -(replaced + 1)) end
        if same < #ending then
          redis.call('RPUSH', key, unpack(ending, same + 1))
          redis.call('LTRIM', key, -longest, -1)
          local oldest = time(ending[#ending]) - interval * longest
          while time(redis.call('LINDEX', key, 0)) <= oldest do redis.call('LPOP', key) end
        end
        redis.call('PEXPIRE', key, ARGV[5])
        return 1
        """;

    /// <summary>
    /// The Redis script that deletes a key that does not expire or that would live longer than any key of ours. Arguments: the longest
    /// lifetime in ms.
    /// </summary>
    public const string DropLongLived =
        """
        local left = redis.call('PTTL', KEYS[1])
        if left == -1 or left > tonumber(ARGV[1]) then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    /// <summary>The Redis script that replaces a set. Arguments: the members.</summary>
    public const string ReplaceSet =
        """
        redis.call('DEL', KEYS[1])
        for i = 1, #ARGV, 1000 do redis.call('SADD', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV))) end
        return #ARGV
        """;

    /// <summary>The Redis script that replaces a hash. Arguments: alternating fields and values.</summary>
    public const string ReplaceHash =
        """
        redis.call('DEL', KEYS[1])
        for i = 1, #ARGV, 1000 do redis.call('HSET', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV))) end
        return #ARGV
        """;
}
