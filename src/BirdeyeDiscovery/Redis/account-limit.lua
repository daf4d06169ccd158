-- Counts the requests of one account for all hosts. All times are those of the Redis server, in whole milliseconds. Hosts send and receive
-- durations only.
-- docs/decisions/017-the-account-limiter-in-redis.md has the reasons.
--
-- KEYS  state (hash)
--       sent (request -> when it counts as ended: its real end, or the latest possible one while it runs)
--       hosts (host -> when it was last heard of)
--       members (host -> the same, for hosts that use the shared limits)
--       queue (host -> since when it waits)
--       due (host -> until when its place in the queue is kept)
--       shares (host -> its share; the hosts of one store have one share, because only their leader sends requests)
local state, sent, hosts, members, queue, due, shares = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local operation, host = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = math.floor(tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000)

-- A host asks for a pause of at most 15 minutes and writes no time further ahead. A later time, or a negative number, counts as absent.
-- Otherwise a foreign value could stop every host.
local far = now + 1200000
local function plausible(value, limit) value = tonumber(value or 0) or 0; return value >= 0 and value < (limit or far) and value or 0 end
local function number(field) return plausible(redis.call('HGET', state, field)) end
local function host_number(field) local value = number(field); return value <= 1000 and math.floor(value) or 0 end
local function whole(value) return string.format('%.0f', value) end
local function keep_count() redis.call('HSET', state, 'sent', redis.call('ZCARD', sent)) end

-- Counts the shares of some hosts, or of those among them that were heard of since a time. A host without a share counts for itself.
local function share_count(key, since)
  local seen, count = {}, 0
  local entries = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  for index = 1, #entries, 2 do
    local share = redis.call('HGET', shares, entries[index]) or ('host ' .. entries[index])
    if not seen[share] and tonumber(entries[index + 1]) >= (since or 0) then
      seen[share] = true
      count = count + 1
    end
  end
  return count
end

if operation == 'complete' then
  -- The request ended within the current millisecond, so its end is rounded up.
  redis.call('ZADD', sent, 'XX', whole(now + 1), ARGV[3])
  return 0
elseif operation == 'withdraw' then
  if redis.call('ZREM', sent, ARGV[3]) == 1 then keep_count() end
  return 0
elseif operation == 'leave' then
  local before = share_count(hosts)
  redis.call('ZREM', hosts, host)
  if share_count(hosts) < before and host_number('expected') > 0 then redis.call('HINCRBY', state, 'expected', -1) end
  redis.call('HDEL', shares, host)
  redis.call('ZREM', members, host)
  redis.call('ZREM', queue, host)
  redis.call('HDEL', due, host)
  return 0
elseif operation == 'pause' then
  redis.call('HSET', state, 'pause', whole(math.max(number('pause'), now + tonumber(ARGV[3]))))
  redis.call('PEXPIRE', state, ARGV[4])
  return 0
end

local request = ARGV[3]
local is_member, generation = ARGV[4] == '1', tonumber(ARGV[5])
local remembered, believed_members, believed_hosts = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local spacing, flight = tonumber(ARGV[9]), tonumber(ARGV[10])
local second_requests, second_length = tonumber(ARGV[11]), tonumber(ARGV[12])
local minute_requests, minute_length = tonumber(ARGV[13]), tonumber(ARGV[14])
local lease, memory, longest_wait, grace = tonumber(ARGV[15]), tonumber(ARGV[16]), tonumber(ARGV[17]), tonumber(ARGV[18])
local share = ARGV[19] or ''

for _, key in ipairs({ sent, hosts, members, queue }) do redis.call('ZREMRANGEBYSCORE', key, whole(far), '+inf') end

-- If a part of the state is missing, the rest is worthless. Redis may have evicted or flushed it, restarted empty, or failed over to a
-- server whose clock is behind, perhaps by hours.
local born, is_set_back = number('born'), now + 1000 < plausible(redis.call('HGET', state, 'last'), now + 86400000)
if born > now + 1000 then born = 0 end
if born == 0 or is_set_back or redis.call('ZCARD', sent) ~= number('sent') then
  local pause = is_set_back and 0 or number('pause')
  redis.call('DEL', state, sent, hosts, members, queue, due, shares)
  born = now
  redis.call('HSET', state, 'born', whole(born), 'sent', 0, 'pause', whole(pause))
end
redis.call('HSET', state, 'last', whole(now))

local lost = is_member and generation ~= born
if lost then is_member = false end

redis.call('ZREMRANGEBYSCORE', hosts, '-inf', whole(now - memory))
redis.call('ZREMRANGEBYSCORE', members, '-inf', whole(now - lease))
redis.call('ZADD', hosts, whole(now), host)
if share == '' then redis.call('HDEL', shares, host) else redis.call('HSET', shares, host, 'share ' .. share) end
local known = {}
for _, other in ipairs(redis.call('ZRANGE', hosts, 0, -1)) do known[other] = true end
local fields = redis.call('HGETALL', shares)
for index = 1, #fields, 2 do
  if not known[fields[index]] then redis.call('HDEL', shares, fields[index]) end
end
if is_member then redis.call('ZADD', members, whole(now), host) else redis.call('ZREM', members, host) end
-- A host that the API has refused counts requests for up to a quarter of a second longer than the host that asks now.
redis.call('ZREMRANGEBYSCORE', sent, '-inf', whole(now - math.max(second_length, minute_length) - 250))

-- Hosts that existed before the state was lost may not know yet that Redis answers again.
local host_count, alive_count = share_count(hosts), share_count(hosts, now - lease)
if now < born + memory then
  local expected = math.max(host_number('expected'), remembered)
  if expected > host_number('expected') then redis.call('HSET', state, 'expected', whole(expected)) end
  host_count, alive_count = math.max(host_count, expected), math.max(alive_count, expected)
end
local member_count = share_count(members)

local go, wait, paused, hosts_changed, state_lost = 0, 1, 2, 3, 4
local function answer(verdict, duration)
  keep_count()
  local life = math.max(memory, flight + math.max(second_length, minute_length)) + 60000
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, whole(life)) end
  local taken = 0
  if minute_requests > 0 then taken = redis.call('ZCOUNT', sent, whole(now - minute_length), '+inf') end
  local age, pause = math.max(0, math.floor(now - born)), math.ceil(math.max(0, number('pause') - now))
  return { verdict, math.ceil(duration), whole(born), age, host_count, alive_count, member_count, taken, pause }
end

if lost then return answer(state_lost, 0) end
if request == '' then return answer(wait, 0) end
if is_member and (believed_members ~= member_count or believed_hosts ~= host_count) then return answer(hosts_changed, 0) end
if number('pause') > now then return answer(paused, number('pause') - now) end

-- Hosts are served in the order in which they asked. A host that does not ask again in time loses its place, so that no host waits for a
-- dead one.
local ahead = 0
for _, other in ipairs(redis.call('ZRANGE', queue, 0, -1)) do
  if other == host then break end
  if plausible(redis.call('HGET', due, other)) < now then
    redis.call('ZREM', queue, other)
    redis.call('HDEL', due, other)
  else
    ahead = ahead + 1
  end
end

-- Gets the time at which the window has room for one more request after those ahead in the queue. A running request, and one ahead, ends
-- now at the earliest.
local function room(requests, length)
  if requests == 0 then return 0 end
  local rank = requests - 1 - ahead
  if rank < 0 then return now + length end
  local newest = redis.call('ZREVRANGE', sent, rank, rank, 'WITHSCORES')
  if #newest == 0 then return 0 end
  return math.min(tonumber(newest[2]), now) + length
end

-- A permit delays the next one by at most the longest window and the longest request. A later time was not written by this script.
local next = number('next')
if next > now + math.max(spacing, second_length, minute_length) + flight then next = 0 end
local at = math.max(next + ahead * spacing, room(second_requests, second_length), room(minute_requests, minute_length))
if at > now then
  local duration = math.min(at - now, longest_wait)
  redis.call('ZADD', queue, 'NX', whole(now), host)
  redis.call('HSET', due, host, whole(now + duration + grace))
  return answer(wait, duration)
end

redis.call('ZREM', queue, host)
redis.call('HDEL', due, host)
redis.call('ZADD', sent, whole(now + flight), request)
redis.call('HSET', state, 'next', whole(now + spacing))
return answer(go, 0)
