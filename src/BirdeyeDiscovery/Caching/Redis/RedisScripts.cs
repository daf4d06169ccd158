namespace BirdeyeDiscovery;

/// <summary>What has to happen to one key at once, so that no reader sees it half done. Each script touches one key, as Redis Cluster wants it.</summary>
internal static class RedisScripts
{
    /// <summary>Merges candles into a list. Arguments: 1 to write it anew, from, interval, longest list, lifetime in ms, then time and JSON of each candle, ascending.</summary>
    /// <remarks>
    /// Only what differs at the end is written. A list that is not one of candles in order is dropped. With a "from" nothing is written where something would be
    /// missing before it: see <see cref="CandleUpdate.From"/>.
    /// </remarks>
    public const string MergeCandles =
        """
        local key, interval, longest = KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[4])
        local count = math.floor((#ARGV - 5) / 2)
        local function time(row) return tonumber(string.match(row, '^{"timestamp":(%d+),') or -1) end
        local last = redis.pcall('LINDEX', key, -1)
        if ARGV[1] == '1' or (last and (type(last) == 'table' or time(last) < 0)) then
          redis.call('DEL', key)
          last = false
        end
        if count == 0 then return 0 end
        if ARGV[2] ~= '' and not (last and time(last) >= tonumber(ARGV[2]) - interval) then return 0 end

        local first = tonumber(ARGV[6])
        local rows = redis.call('LRANGE', key, -(count + 1), -1)
        if #rows == count + 1 and time(rows[1]) >= first then rows = redis.call('LRANGE', key, 0, -1) end
        local stays, before = 0, -1
        for i = 1, #rows do
          local at = time(rows[i])
          if at <= before then
            redis.call('DEL', key)
            if ARGV[2] ~= '' then return 0 end
            rows, stays = {}, 0
            break
          end
          if at < first then stays = i end
          before = at
        end

        local ending, kept, new = {}, stays + 1, 0
        while kept <= #rows or new < count do
          local incoming = new < count and tonumber(ARGV[6 + 2 * new])
          local present = kept <= #rows and time(rows[kept])
          if incoming and (not present or incoming <= present) then
            if incoming == present then kept = kept + 1 end
            ending[#ending + 1] = ARGV[7 + 2 * new]
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
        if same < #ending then redis.call('RPUSH', key, unpack(ending, same + 1)) end
        redis.call('LTRIM', key, -longest, -1)
        local oldest = time(ending[#ending]) - interval * longest
        while time(redis.call('LINDEX', key, 0)) <= oldest do redis.call('LPOP', key) end
        redis.call('PEXPIRE', key, ARGV[5])
        return 1
        """;

    /// <summary>Deletes what would live longer than anything of ours, or for ever. Arguments: the longest lifetime in ms.</summary>
    public const string DropLongLived =
        """
        local left = redis.call('PTTL', KEYS[1])
        if left == -1 or left > tonumber(ARGV[1]) then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    /// <summary>Writes a set anew. Arguments: the members.</summary>
    public const string ReplaceSet =
        """
        redis.call('DEL', KEYS[1])
        for i = 1, #ARGV, 1000 do redis.call('SADD', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV))) end
        return #ARGV
        """;

    /// <summary>Writes a hash anew. Arguments: fields and values in turn.</summary>
    public const string ReplaceHash =
        """
        redis.call('DEL', KEYS[1])
        for i = 1, #ARGV, 1000 do redis.call('HSET', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV))) end
        return #ARGV
        """;
}
