-- Takes one use from every limit, or from none when one that is enforced is full; or only looks.
--
-- A key is a sorted set: the ids of the uses of one limit by one subject, scored with the time in ms
-- at which each was taken. A use counts while it is younger than the window: an exact sliding log.
-- Beside the key of a quota that is a sum lies a hash: what each use took, and under '' all together.
-- Time comes from Redis, so the clocks of the callers do not matter. A key outlives its last use by
-- a little: expiry only cleans up, it never decides what counts.
--
-- KEYS              limit i for one subject; after these the hashes of those that are sums, in order
-- ARGV[1]           'take', or 'look' to change nothing
-- ARGV[2]           id of the use
-- ARGV[3]           id of the use that this one replaces, or ''
-- ARGV[4]           server time in ms after which nobody waits for the answer, or 0
-- ARGV[5]           ms that a key is kept after its window
-- ARGV[6]           time in ms to count with, or 0 for the time of the server
-- ARGV[7]           how many limits there are
-- then for each     quota; window in ms; letters; with a: what it takes; with i: the id of the use in
--                   this limit alone. r: a use of it may be replaced; s: a shadow, which never
--                   refuses and counts what it would let through; a: its quota is a sum
-- returns           {verdict, server time, then four numbers for each limit}
--   verdict         1 taken, or room in all; 0 refused; -1 too late, nothing was done
--   for each limit  left of the quota; ms until such a charge fits, 0 when it does now;
--                   1 when this limit refused or when the use is new in it, 2 when it is a shadow
--                   that would have refused; when the use it replaced had been taken, -1 for none

local takes, use_id, replaces = ARGV[1] == 'take', ARGV[2], ARGV[3]
local deadline, kept, fixed_time = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local limit_count = tonumber(ARGV[7])

local clock = redis.call('TIME')
local server_time = clock[1] * 1000 + math.floor(clock[2] / 1000)
if deadline > 0 and server_time >= deadline then
  return {-1, server_time}
end
local now = fixed_time > 0 and fixed_time or server_time

local limits, counts = {}, {}
local NEW, WOULD_REFUSE, CHUNK = 1, 2, 1000

local next_argument, next_hash = 8, limit_count + 1
local function read()
  next_argument = next_argument + 1
  return ARGV[next_argument - 1]
end

local function read_limit(key)
  local quota, window, letters = tonumber(read()), tonumber(read()), read()
  local limit = {
    key = key, quota = quota, window = window, gone = now - window,
    id = use_id, amount = 1, mark = 0, replaced_at = -1,
  }
  if letters ~= '' then
    limit.replaces = replaces ~= '' and letters:find('r', 1, true)
    limit.is_shadow = letters:find('s', 1, true)
    if letters:find('a', 1, true) then
      limit.amount, limit.hash = tonumber(read()), KEYS[next_hash]
      next_hash = next_hash + 1
    end
    if letters:find('i', 1, true) then
      limit.id, limit.has_own_id = read(), true
    end
  end
  return limit
end

local function each_amount(hash, ids, visit)
  for first = 1, #ids, CHUNK do
    local last = math.min(first + CHUNK - 1, #ids)
    local amounts = redis.call('HMGET', hash, unpack(ids, first, last))
    for i, amount in ipairs(amounts) do
      visit(tonumber(amount or 0), ids[first + i - 1])
    end
  end
end

local function count_uses(limit)
  if not limit.hash then
    return redis.call('ZCOUNT', limit.key, '(' .. limit.gone, '+inf')
  end
  local sum = tonumber(redis.call('HGET', limit.hash, '') or 0)
  local gone = redis.call('ZRANGEBYSCORE', limit.key, '-inf', limit.gone)
  each_amount(limit.hash, gone, function(amount)
    sum = sum - amount
  end)
  return sum
end

local function is_counted(limit, use)
  local taken_at = redis.call('ZSCORE', limit.key, use)
  return taken_at and tonumber(taken_at) > limit.gone
end

local function has_room(limit)
  local sum = counts[limit.key] + limit.amount
  if sum <= limit.quota or is_counted(limit, limit.id) then
    return true
  end
  return limit.replaces and sum - 1 <= limit.quota and is_counted(limit, replaces)
end

local function add(limit)
  return redis.call('ZADD', limit.key, 'NX', now, limit.id)
end

local function drop_amounts(limit)
  local gone = redis.call('ZRANGEBYSCORE', limit.key, '-inf', limit.gone)
  each_amount(limit.hash, gone, function(amount, id)
    redis.call('HINCRBY', limit.hash, '', 0 - amount)
    redis.call('HDEL', limit.hash, id)
  end)
end

-- ZADD comes first: a server without memory refuses it only while a script has written nothing yet.
local function charge(limit)
  limit.mark = add(limit)
  if limit.hash then
    drop_amounts(limit)
  end
  redis.call('ZREMRANGEBYSCORE', limit.key, '-inf', limit.gone)
  if limit.mark == 0 then
    limit.mark = add(limit)
  end
  if limit.mark == NEW then
    counts[limit.key] = counts[limit.key] + limit.amount
    redis.call('PEXPIRE', limit.key, limit.window + kept)
    if limit.hash then
      redis.call('HSET', limit.hash, limit.id, limit.amount)
      redis.call('HINCRBY', limit.hash, '', limit.amount)
      redis.call('PEXPIRE', limit.hash, limit.window + kept)
    end
  end
  if limit.replaces then
    limit.replaced_at = tonumber(redis.call('ZSCORE', limit.key, replaces) or -1)
    counts[limit.key] = counts[limit.key] - redis.call('ZREM', limit.key, replaces)
  end
end

-- When so much of what counts now has left; a window from now when there is not so much.
local function when_freed(limit, needed)
  local after = '(' .. limit.gone
  if not limit.hash then
    local last = redis.call('ZRANGEBYSCORE', limit.key, after, '+inf', 'WITHSCORES', 'LIMIT',
      needed - 1, 1)
    return (last[2] or now) + limit.window
  end
  local from, freed_by = 0, nil
  repeat
    local ids = redis.call('ZRANGEBYSCORE', limit.key, after, '+inf', 'LIMIT', from, CHUNK)
    each_amount(limit.hash, ids, function(amount, id)
      needed = needed - amount
      if needed <= 0 and not freed_by then
        freed_by = id
      end
    end)
    from = from + CHUNK
  until freed_by or #ids < CHUNK
  return (freed_by and redis.call('ZSCORE', limit.key, freed_by) or now) + limit.window
end

local function wait(limit)
  local needed = counts[limit.key] + limit.amount - limit.quota
  if needed <= 0 or limit.has_own_id and is_counted(limit, limit.id) then
    return 0
  end
  return when_freed(limit, needed) - now
end

local verdict = 1
for i = 1, limit_count do
  local limit = read_limit(KEYS[i])
  limits[i] = limit
  counts[limit.key] = count_uses(limit)
  if not has_room(limit) then
    limit.mark = limit.is_shadow and WOULD_REFUSE or NEW
    verdict = limit.is_shadow and verdict or 0
  end
end

if takes and verdict == 1 then
  for _, limit in ipairs(limits) do
    if limit.mark ~= WOULD_REFUSE then
      charge(limit)
    end
  end
end

local answer, last = {verdict, server_time}, 2
for _, limit in ipairs(limits) do
  local remaining = limit.quota - counts[limit.key]
  answer[last + 1] = remaining > 0 and remaining or 0
  answer[last + 2] = remaining >= limit.amount and 0 or wait(limit)
  answer[last + 3] = limit.mark
  answer[last + 4] = limit.replaced_at
  last = last + 4
end
return answer
