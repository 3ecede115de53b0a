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
-- ARGV[7]           JSON: [logs, limits]. A log: [ms that uses stay in it, the longest window that is
--                   asked, 1 when it is a sum]. A limit: [which log, quota, window in ms, what it
--                   takes, manner], and its own id of the use where it has one. Manner: 1 for a shadow,
--                   which never refuses and counts what it would let through, and 2 where a use of it
--                   may be replaced, together
-- returns           lines: verdict and server time; a letter for each limit; what is left of each quota;
--                   then one for each limit with more to say: which, ms until such a charge fits, and
--                   when the use it replaced had been taken, -1 for none
--   verdict         1 taken, or room in all; 0 refused; -1 too late, nothing was done
--   letters         n: this limit refused, or the use is new in its log; w: a shadow that would have
--                   refused; -: neither
--
-- Text from a number costs more than most commands: it is made once. So does a table.

local STAYS, LONGEST, IS_SUM = 1, 2, 3
local LOG, QUOTA, WINDOW, AMOUNT, MANNER, OWN_ID = 1, 2, 3, 4, 5, 6

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

local function begin_of(window)
  local gone = gone_of[window]
  if not gone then
    gone = now - window
    gone_of[window], within_of[window] = gone, '(' .. gone
  end
  return gone
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

local said = cjson.decode(ARGV[7])
local logs, limits = said[1], said[2]

-- By log: its hash; what counts in each window; what was added; when what was replaced had been taken.
local hashes, counts, added, replaced = {}, {}, {}, {}
local next_hash = #logs + 1
for log, one in ipairs(logs) do
  counts[log], added[log] = {}, 0
  if one[IS_SUM] == 1 then
    hashes[log] = KEYS[next_hash]
    next_hash = next_hash + 1
  end
end

local function count_window(log, window)
  local gone, hash = begin_of(window), hashes[log]
  if not hash then
    return call('ZCOUNT', KEYS[log], within_of[window], '+inf')
  end
  local sum = tonumber(call('HGET', hash, '') or 0)
  each_amount(hash, call('ZRANGEBYSCORE', KEYS[log], '-inf', gone), function(amount)
    sum = sum - amount
  end)
  return sum
end

-- Once for each window of a log; what is empty for long is empty for a short while.
local function count_uses(log, window)
  local known = counts[log]
  if not known[window] then
    local longest = logs[log][LONGEST]
    local is_empty = window < longest and count_uses(log, longest) == 0
    known[window] = is_empty and 0 or count_window(log, window)
  end
  return known[window]
end

local function is_counted(limit, use)
  local taken_at = call('ZSCORE', KEYS[limit[LOG]], use)
  return taken_at and tonumber(taken_at) > begin_of(limit[WINDOW])
end

local function may_replace(limit)
  return replaces ~= '' and limit[MANNER] >= 2
end

local function has_room(limit, count)
  local sum, quota = count + limit[AMOUNT], limit[QUOTA]
  if sum <= quota or is_counted(limit, limit[OWN_ID] or use_id) then
    return true
  end
  return may_replace(limit) and sum - 1 <= quota and is_counted(limit, replaces)
end

local function drop_gone(key, hash, gone)
  if hash then
    each_amount(hash, call('ZRANGEBYSCORE', key, '-inf', gone), function(amount, id)
      call('HINCRBY', hash, '', 0 - amount)
      call('HDEL', hash, id)
    end)
  end
  call('ZREMRANGEBYSCORE', key, '-inf', gone)
end

-- ZADD comes first: a server without memory refuses it only while a script has written nothing yet.
-- Returns whether the use is new in its log.
local function charge(limit)
  local log, id = limit[LOG], limit[OWN_ID] or use_id
  local key, hash, stays = KEYS[log], hashes[log], logs[log][STAYS]
  local is_new = call('ZADD', key, 'NX', now_text, id)
  drop_gone(key, hash, tostring(now - stays))
  if is_new == 0 then
    is_new = call('ZADD', key, 'NX', now_text, id)
  end
  if is_new == 1 then
    local keeps, amount = tostring(stays + kept), limit[AMOUNT]
    added[log] = added[log] + amount
    call('PEXPIRE', key, keeps)
    if hash then
      amount = tostring(amount)
      call('HSET', hash, id, amount)
      call('HINCRBY', hash, '', amount)
      call('PEXPIRE', hash, keeps)
    end
  end
  if may_replace(limit) then
    local taken_at = call('ZSCORE', key, replaces)
    if taken_at then
      call('ZREM', key, replaces)
      replaced[log] = tonumber(taken_at)
    end
  end
  return is_new == 1
end

-- When so much of what counts now has left; a window from now when there is not so much.
local function when_freed(limit, needed)
  local log, window = limit[LOG], limit[WINDOW]
  local key, hash, after = KEYS[log], hashes[log], within_of[window]
  if not hash then
    local last = call('ZRANGEBYSCORE', key, after, '+inf', 'WITHSCORES', 'LIMIT', needed - 1, 1)
    return (last[2] or now) + window
  end
  local from, freed_by = 0, nil
  repeat
    local ids = call('ZRANGEBYSCORE', key, after, '+inf', 'LIMIT', from, CHUNK)
    each_amount(hash, ids, function(amount, id)
      needed = needed - amount
      if needed <= 0 and not freed_by then
        freed_by = id
      end
    end)
    from = from + CHUNK
  until freed_by or #ids < CHUNK
  return (freed_by and call('ZSCORE', key, freed_by) or now) + window
end

local function wait(limit, needed)
  if needed <= 0 or limit[OWN_ID] and is_counted(limit, limit[OWN_ID]) then
    return 0
  end
  begin_of(limit[WINDOW])
  return when_freed(limit, needed) - now
end

local verdict, marks, counted, last_id = 1, {}, {}, {}
for i, limit in ipairs(limits) do
  local count = count_uses(limit[LOG], limit[WINDOW])
  counted[i], marks[i] = count, NEITHER
  if not has_room(limit, count) then
    local is_shadow = limit[MANNER] % 2 == 1
    marks[i] = is_shadow and WOULD_REFUSE or NEW
    verdict = is_shadow and verdict or 0
  end
end

local replaced_by = {}
if takes and verdict == 1 then
  for i, limit in ipairs(limits) do
    local log, id = limit[LOG], limit[OWN_ID] or use_id
    -- Limits that share a log find it charged already.
    if marks[i] ~= WOULD_REFUSE and last_id[log] ~= id then
      last_id[log] = id
      local before = replaced[log]
      marks[i] = charge(limit) and NEW or NEITHER
      replaced_by[i] = replaced[log] ~= before and replaced[log] or nil
    end
  end
end

local left, answer = {}, {verdict .. ' ' .. server_time, '', ''}
for i, limit in ipairs(limits) do
  local log, quota = limit[LOG], limit[QUOTA]
  local count = counted[i] + added[log]
  if replaced[log] and replaced[log] > begin_of(limit[WINDOW]) then
    count = count - 1
  end
  left[i] = count < quota and quota - count or 0
  local wait_ms = wait(limit, count + limit[AMOUNT] - quota)
  if wait_ms ~= 0 or replaced_by[i] then
    answer[#answer + 1] = i .. ' ' .. wait_ms .. ' ' .. (replaced_by[i] or -1)
  end
end
answer[2], answer[3] = table.concat(marks), table.concat(left, ' ')
return table.concat(answer, '\n')
