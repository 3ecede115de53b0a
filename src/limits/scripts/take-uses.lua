-- Takes one use from every limit, or from none when one that is enforced is full; or only looks.
--
-- A key is a sorted set: the ids of the uses of one limit by one subject, scored with the time in ms
-- at which each was taken. A use counts while it is younger than the window: an exact sliding log.
-- Beside the key of a quota that is a sum lies a hash: what each use took, and under '' all together.
-- Time comes from Redis, so the clocks of the callers do not matter. A key outlives its last use by
-- a little: expiry only cleans up, it never decides what counts.
--
-- KEYS              each log once; after these the hashes of those that are sums, in the same order
-- ARGV[1]           'take', or 'look' to change nothing
-- ARGV[2]           id of the use
-- ARGV[3]           id of the use that this one replaces, or ''
-- ARGV[4]           server time in ms after which nobody waits for the answer, or 0
-- ARGV[5]           ms that a key is kept after its window
-- ARGV[6]           time in ms to count with, or 0 for the time of the server
-- ARGV[7]           how many logs there are
-- ARGV[8]           a line for each limit, with spaces between: which log; quota; window in ms; ms that uses
--                   stay in the log; what it takes; letters, behind =; id of the use in this limit
--                   alone. r: a use of it may be replaced; s: a shadow, which never refuses and counts
--                   what it would let through; a: its quota is a sum; i: it has an id of its own
-- returns           numbers with spaces between: verdict, server time, then four for each limit
--   verdict         1 taken, or room in all; 0 refused; -1 too late, nothing was done
--   for each limit  left of the quota; ms until such a charge fits, 0 when it does now;
--                   1 when this limit refused or when the use is new in its log, 2 when it is a
--                   shadow that would have refused; when the use it replaced had been taken, -1 for none

local takes, use_id, replaces = ARGV[1] == 'take', ARGV[2], ARGV[3]
local deadline, kept, fixed_time = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local log_count = tonumber(ARGV[7])
local call = redis.call

local clock = call('TIME')
local server_time = clock[1] * 1000 + math.floor(clock[2] / 1000)
if deadline > 0 and server_time >= deadline then
  return '-1 ' .. server_time
end
local now = fixed_time > 0 and fixed_time or server_time

local NEW, WOULD_REFUSE, CHUNK = 1, 2, 1000

local hashes, next_hash = {}, log_count + 1
local function hash_of(log)
  if not hashes[log] then
    hashes[log] = KEYS[next_hash]
    next_hash = next_hash + 1
  end
  return hashes[log]
end

local function read_limit(text)
  local log, quota, window, stays, amount, letters, own_id =
    text:match('^(%d+) (%d+) (%d+) (%d+) (%d+) =(%a*) ?(.*)$')
  local limit = {
    log = tonumber(log), quota = tonumber(quota), window = tonumber(window),
    stays = tonumber(stays), amount = tonumber(amount),
    id = use_id, mark = 0, replaced_at = -1,
  }
  limit.key, limit.gone = KEYS[limit.log], now - limit.window
  if letters ~= '' then
    limit.replaces = replaces ~= '' and letters:find('r', 1, true)
    limit.is_shadow = letters:find('s', 1, true)
    limit.hash = letters:find('a', 1, true) and hash_of(limit.log)
    if letters:find('i', 1, true) then
      limit.id, limit.has_own_id = own_id, true
    end
  end
  return limit
end

local function each_amount(hash, ids, visit)
  for first = 1, #ids, CHUNK do
    local last = math.min(first + CHUNK - 1, #ids)
    local amounts = call('HMGET', hash, unpack(ids, first, last))
    for i, amount in ipairs(amounts) do
      visit(tonumber(amount or 0), ids[first + i - 1])
    end
  end
end

local function count_log(limit)
  if not limit.hash then
    return call('ZCOUNT', limit.key, '(' .. limit.gone, '+inf')
  end
  local sum = tonumber(call('HGET', limit.hash, '') or 0)
  local gone = call('ZRANGEBYSCORE', limit.key, '-inf', limit.gone)
  each_amount(limit.hash, gone, function(amount)
    sum = sum - amount
  end)
  return sum
end

-- Limits that differ in their quota alone, as the steps of a brake do, are counted once.
local counted = {}

local function count_uses(limit)
  local known = counted[limit.log]
  if not (known and known.window == limit.window) then
    known = {window = limit.window, count = count_log(limit)}
    counted[limit.log] = known
  end
  return known.count
end

local function is_counted(limit, use)
  local taken_at = call('ZSCORE', limit.key, use)
  return taken_at and tonumber(taken_at) > limit.gone
end

local function has_room(limit)
  local sum = limit.count + limit.amount
  if sum <= limit.quota or is_counted(limit, limit.id) then
    return true
  end
  return limit.replaces and sum - 1 <= limit.quota and is_counted(limit, replaces)
end

local function drop_amounts(limit, gone)
  each_amount(limit.hash, call('ZRANGEBYSCORE', limit.key, '-inf', gone), function(amount, id)
    call('HINCRBY', limit.hash, '', 0 - amount)
    call('HDEL', limit.hash, id)
  end)
end

-- What was added to each log, and when what was replaced in it had been taken.
local added, replaced_at, last_id = {}, {}, {}

-- ZADD comes first: a server without memory refuses it only while a script has written nothing yet.
local function charge(limit)
  local key, gone = limit.key, now - limit.stays
  local is_new = call('ZADD', key, 'NX', now, limit.id)
  if limit.hash then
    drop_amounts(limit, gone)
  end
  call('ZREMRANGEBYSCORE', key, '-inf', gone)
  if is_new == 0 then
    is_new = call('ZADD', key, 'NX', now, limit.id)
  end
  if is_new == 1 then
    limit.mark = NEW
    added[limit.log] = (added[limit.log] or 0) + limit.amount
    call('PEXPIRE', key, limit.stays + kept)
    if limit.hash then
      call('HSET', limit.hash, limit.id, limit.amount)
      call('HINCRBY', limit.hash, '', limit.amount)
      call('PEXPIRE', limit.hash, limit.stays + kept)
    end
  end
  if limit.replaces then
    local taken_at = call('ZSCORE', key, replaces)
    if taken_at then
      call('ZREM', key, replaces)
      limit.replaced_at = tonumber(taken_at)
      replaced_at[limit.log] = limit.replaced_at
    end
  end
end

local function count_now(limit)
  local count = limit.count + (added[limit.log] or 0)
  if replaced_at[limit.log] and replaced_at[limit.log] > limit.gone then
    count = count - 1
  end
  return count
end

-- When so much of what counts now has left; a window from now when there is not so much.
local function when_freed(limit, needed)
  local after = '(' .. limit.gone
  if not limit.hash then
    local last = call('ZRANGEBYSCORE', limit.key, after, '+inf', 'WITHSCORES', 'LIMIT',
      needed - 1, 1)
    return (last[2] or now) + limit.window
  end
  local from, freed_by = 0, nil
  repeat
    local ids = call('ZRANGEBYSCORE', limit.key, after, '+inf', 'LIMIT', from, CHUNK)
    each_amount(limit.hash, ids, function(amount, id)
      needed = needed - amount
      if needed <= 0 and not freed_by then
        freed_by = id
      end
    end)
    from = from + CHUNK
  until freed_by or #ids < CHUNK
  return (freed_by and call('ZSCORE', limit.key, freed_by) or now) + limit.window
end

local function wait(limit, count)
  local needed = count + limit.amount - limit.quota
  if needed <= 0 or limit.has_own_id and is_counted(limit, limit.id) then
    return 0
  end
  return when_freed(limit, needed) - now
end

local limits, verdict = {}, 1
for line in ARGV[8]:gmatch('[^\n]+') do
  local limit = read_limit(line)
  limits[#limits + 1] = limit
  limit.count = count_uses(limit)
  if not has_room(limit) then
    limit.mark = limit.is_shadow and WOULD_REFUSE or NEW
    verdict = limit.is_shadow and verdict or 0
  end
end

if takes and verdict == 1 then
  for _, limit in ipairs(limits) do
    -- Limits that share a log find it charged already.
    if limit.mark ~= WOULD_REFUSE and last_id[limit.log] ~= limit.id then
      last_id[limit.log] = limit.id
      charge(limit)
    end
  end
end

local answer, last = {verdict, server_time}, 2
for _, limit in ipairs(limits) do
  local count = count_now(limit)
  answer[last + 1] = count < limit.quota and limit.quota - count or 0
  answer[last + 2] = count + limit.amount <= limit.quota and 0 or wait(limit, count)
  answer[last + 3] = limit.mark
  answer[last + 4] = limit.replaced_at
  last = last + 4
end
return table.concat(answer, ' ')
