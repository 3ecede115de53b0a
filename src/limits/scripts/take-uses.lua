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
-- ARGV[7]           JSON: [logs, limits]. A log: [ms that uses stay in it, 1 when it is a sum]. A limit:
--                   [which log, quota, window in ms, letters, what it takes, its own id]; letters, and
--                   what follows, may be absent. r: a use of it may be replaced; s: a shadow, which
--                   never refuses and counts what it would let through; i: the use has an id of its own
--                   in this limit
-- returns           lines: verdict and server time; a letter for each limit; what is left of each quota;
--                   then one for each limit with more to say: which, ms until such a charge fits, and
--                   when the use it replaced had been taken, -1 for none
--   verdict         1 taken, or room in all; 0 refused; -1 too late, nothing was done
--   letters         n: this limit refused, or the use is new in its log; w: a shadow that would have
--                   refused; -: neither
--
-- Text from a number costs more than most commands: it is made once.

local takes, use_id, replaces = ARGV[1] == 'take', ARGV[2], ARGV[3]
local deadline, kept, fixed_time = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local call = redis.call

local clock = call('TIME')
local server_time = clock[1] * 1000 + math.floor(clock[2] / 1000)
if deadline > 0 and server_time >= deadline then
  return '-1 ' .. server_time
end
local now = fixed_time > 0 and fixed_time or server_time
local now_text = tostring(now)

local CHUNK = 1000
local NEITHER, NEW, WOULD_REFUSE = '-', 'n', 'w'

-- For each length of a window what has left it, and what is in it as a range.
local gone_of, within_of = {}, {}

local function know_window(window)
  if not gone_of[window] then
    gone_of[window] = now - window
    within_of[window] = '(' .. gone_of[window]
  end
end

local function read_logs(said)
  local logs, next_hash = {}, #said + 1
  for i, log in ipairs(said) do
    logs[i] = {key = KEYS[i], stays = log[1], longest = 0, counts = {}, added = 0}
    if log[2] == 1 then
      logs[i].hash = KEYS[next_hash]
      next_hash = next_hash + 1
    end
  end
  return logs
end

local function read_limit(said, logs)
  local log, window, letters = logs[said[1]], said[3], said[4]
  local limit = {
    log = log, key = log.key, hash = log.hash, quota = said[2], window = window,
    amount = said[5] or 1, id = use_id, mark = NEITHER, replaced_at = -1,
  }
  know_window(window)
  if window > log.longest then
    log.longest = window
  end
  if letters and letters ~= '' then
    limit.replaces = replaces ~= '' and letters:find('r', 1, true)
    limit.is_shadow = letters:find('s', 1, true)
    if letters:find('i', 1, true) then
      limit.id, limit.has_own_id = said[6], true
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

local function count_window(log, window)
  if not log.hash then
    return call('ZCOUNT', log.key, within_of[window], '+inf')
  end
  local sum = tonumber(call('HGET', log.hash, '') or 0)
  local gone = call('ZRANGEBYSCORE', log.key, '-inf', gone_of[window])
  each_amount(log.hash, gone, function(amount)
    sum = sum - amount
  end)
  return sum
end

-- Once for each window of a log; what is empty for long is empty for a short while.
local function count_uses(log, window)
  local counts = log.counts
  if not counts[window] then
    local is_empty = window < log.longest and count_uses(log, log.longest) == 0
    counts[window] = is_empty and 0 or count_window(log, window)
  end
  return counts[window]
end

local function is_counted(limit, use)
  local taken_at = call('ZSCORE', limit.key, use)
  return taken_at and tonumber(taken_at) > gone_of[limit.window]
end

local function has_room(limit)
  local sum = limit.count + limit.amount
  if sum <= limit.quota or is_counted(limit, limit.id) then
    return true
  end
  return limit.replaces and sum - 1 <= limit.quota and is_counted(limit, replaces)
end

local function drop_amounts(log, gone)
  each_amount(log.hash, call('ZRANGEBYSCORE', log.key, '-inf', gone), function(amount, id)
    call('HINCRBY', log.hash, '', 0 - amount)
    call('HDEL', log.hash, id)
  end)
end

local function drop_gone(log, gone)
  if log.hash then
    drop_amounts(log, gone)
  end
  call('ZREMRANGEBYSCORE', log.key, '-inf', gone)
end

-- ZADD comes first: a server without memory refuses it only while a script has written nothing yet.
local function charge(limit)
  local log, key, id = limit.log, limit.key, limit.id
  local is_new = call('ZADD', key, 'NX', now_text, id)
  drop_gone(log, tostring(now - log.stays))
  if is_new == 0 then
    is_new = call('ZADD', key, 'NX', now_text, id)
  end
  if is_new == 1 then
    local keeps = tostring(log.stays + kept)
    limit.mark = NEW
    log.added = log.added + limit.amount
    call('PEXPIRE', key, keeps)
    if log.hash then
      local amount = tostring(limit.amount)
      call('HSET', log.hash, id, amount)
      call('HINCRBY', log.hash, '', amount)
      call('PEXPIRE', log.hash, keeps)
    end
  end
  if limit.replaces then
    local taken_at = call('ZSCORE', key, replaces)
    if taken_at then
      call('ZREM', key, replaces)
      limit.replaced_at = tonumber(taken_at)
      log.replaced_at = limit.replaced_at
    end
  end
end

local function count_now(limit)
  local log = limit.log
  local count = limit.count + log.added
  if log.replaced_at and log.replaced_at > gone_of[limit.window] then
    count = count - 1
  end
  return count
end

-- When so much of what counts now has left; a window from now when there is not so much.
local function when_freed(limit, needed)
  local after = within_of[limit.window]
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

local said = cjson.decode(ARGV[7])
local logs, limits, verdict = read_logs(said[1]), {}, 1
for i, one in ipairs(said[2]) do
  limits[i] = read_limit(one, logs)
end

for _, limit in ipairs(limits) do
  limit.count = count_uses(limit.log, limit.window)
  if not has_room(limit) then
    limit.mark = limit.is_shadow and WOULD_REFUSE or NEW
    verdict = limit.is_shadow and verdict or 0
  end
end

if takes and verdict == 1 then
  for _, limit in ipairs(limits) do
    -- Limits that share a log find it charged already.
    if limit.mark ~= WOULD_REFUSE and limit.log.last_id ~= limit.id then
      limit.log.last_id = limit.id
      charge(limit)
    end
  end
end

local marks, left, answer = {}, {}, {verdict .. ' ' .. server_time, '', ''}
for i, limit in ipairs(limits) do
  local count = count_now(limit)
  local wait_ms = count + limit.amount <= limit.quota and 0 or wait(limit, count)
  marks[i] = limit.mark
  left[i] = count < limit.quota and limit.quota - count or 0
  if wait_ms ~= 0 or limit.replaced_at ~= -1 then
    answer[#answer + 1] = i .. ' ' .. wait_ms .. ' ' .. limit.replaced_at
  end
end
answer[2], answer[3] = table.concat(marks), table.concat(left, ' ')
return table.concat(answer, '\n')
