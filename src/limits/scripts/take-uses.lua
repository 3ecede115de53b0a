-- Takes one use from every limit, or from none when one of them is full; or only looks.
--
-- A key is a sorted set: the ids of the uses of one limit by one subject, scored with the time in ms
-- at which each was taken. A use counts while it is younger than the window: an exact sliding log.
-- Time comes from Redis, so the clocks of the callers do not matter. A key outlives its last use by
-- a little: expiry only cleans up, it never decides what counts.
--
-- KEYS[i]           limit i for one subject
-- ARGV[1]           'take', or 'look' to change nothing
-- ARGV[2]           id of the use
-- ARGV[3]           id of the use that this one replaces, or ''
-- ARGV[4]           server time in ms after which nobody waits for the answer, or 0
-- ARGV[5]           ms that a key is kept after its window
-- ARGV[6]           time in ms to count with, or 0 for the time of the server
-- ARGV[3i + 4]      quota of limit i
-- ARGV[3i + 5]      its window in ms
-- ARGV[3i + 6]      1 when a use of it may be replaced, 0 when not
-- returns           {verdict, server time, then four numbers for each key}
--   verdict         1 taken, or room in all; 0 refused; -1 too late, nothing was done
--   for each key    uses left; ms until one more is free, 0 while some are left;
--                   1 when this limit refused or when the use is new in it;
--                   when the use it replaced had been taken, -1 for none

local takes, id, replaces = ARGV[1] == 'take', ARGV[2], ARGV[3]
local deadline, kept, fixed_time = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local clock = redis.call('TIME')
local server_time = clock[1] * 1000 + math.floor(clock[2] / 1000)
if deadline > 0 and server_time >= deadline then
  return {-1, server_time}
end
local now = fixed_time > 0 and fixed_time or server_time

local limits, counts = {}, {}

local function is_counted(limit, use)
  local taken_at = redis.call('ZSCORE', limit.key, use)
  return taken_at and tonumber(taken_at) > limit.gone
end

local function has_room(limit)
  local count = counts[limit.key]
  if count < limit.quota or is_counted(limit, id) then
    return true
  end
  return limit.replaces and count - 1 < limit.quota and is_counted(limit, replaces)
end

local function add(limit)
  return redis.call('ZADD', limit.key, 'NX', now, id)
end

-- ZADD comes first: a server without memory refuses it only while a script has written nothing yet.
local function charge(limit)
  limit.mark = add(limit)
  redis.call('ZREMRANGEBYSCORE', limit.key, '-inf', limit.gone)
  if limit.mark == 0 then
    limit.mark = add(limit)
  end
  if limit.mark == 1 then
    counts[limit.key] = counts[limit.key] + 1
    redis.call('PEXPIRE', limit.key, limit.window + kept)
  end
  if limit.replaces then
    limit.replaced_at = tonumber(redis.call('ZSCORE', limit.key, replaces) or -1)
    counts[limit.key] = counts[limit.key] - redis.call('ZREM', limit.key, replaces)
  end
end

-- A quota may have been lowered below the uses there are: then more than one has to leave.
local function wait(limit)
  local surplus = counts[limit.key] - limit.quota
  if surplus < 0 then
    return 0
  end
  local last_to_leave = redis.call('ZRANGEBYSCORE', limit.key, '(' .. limit.gone, '+inf',
    'WITHSCORES', 'LIMIT', surplus, 1)
  return (last_to_leave[2] or now) + limit.window - now
end

local verdict = 1
for i, key in ipairs(KEYS) do
  local limit = {
    key = key,
    quota = tonumber(ARGV[3 * i + 4]),
    window = tonumber(ARGV[3 * i + 5]),
    replaces = replaces ~= '' and ARGV[3 * i + 6] == '1',
    replaced_at = -1,
    mark = 0,
  }
  limit.gone = now - limit.window
  limits[i] = limit
  counts[key] = redis.call('ZCOUNT', key, '(' .. limit.gone, '+inf')
  if not has_room(limit) then
    limit.mark = 1
    verdict = 0
  end
end

if takes and verdict == 1 then
  for _, limit in ipairs(limits) do
    charge(limit)
  end
end

local answer = {verdict, server_time}
for _, limit in ipairs(limits) do
  table.insert(answer, math.max(limit.quota - counts[limit.key], 0))
  table.insert(answer, wait(limit))
  table.insert(answer, limit.mark)
  table.insert(answer, limit.replaced_at)
end
return answer
