-- Undoes a take on this node of a cluster, because another node refused its part.
--
-- The keys are those of take-uses.lua, and what it told of each is said here again. The replaced use
-- is back at its old place before the new one goes, so that the key and its expiry stay.
--
-- KEYS          limit i for one subject; after these the hashes of those that are sums, in order
-- ARGV[1]       id of the use that it replaced, or ''
-- ARGV[2]       how many limits there are
-- ARGV[4i - 1]  id of the use in limit i
-- ARGV[4i]      1 when the use was new in it
-- ARGV[4i + 1]  when the replaced use had been taken, -1 for none
-- ARGV[4i + 2]  1 when its quota is a sum
-- returns       0

local replaced, limit_count = ARGV[1], tonumber(ARGV[2])
local next_hash = limit_count + 1

local function drop_amount(hash, id)
  redis.call('HINCRBY', hash, '', 0 - tonumber(redis.call('HGET', hash, id) or 0))
  redis.call('HDEL', hash, id)
end

for i = 1, limit_count do
  local key, id = KEYS[i], ARGV[4 * i - 1]
  local was_new, replaced_at = ARGV[4 * i] == '1', tonumber(ARGV[4 * i + 1])
  if replaced_at >= 0 and redis.call('EXISTS', key) == 1 then
    redis.call('ZADD', key, 'NX', replaced_at, replaced)
  end
  if was_new then
    redis.call('ZREM', key, id)
  end
  if ARGV[4 * i + 2] == '1' then
    if was_new then
      drop_amount(KEYS[next_hash], id)
    end
    if redis.call('EXISTS', key) == 0 then
      redis.call('DEL', KEYS[next_hash])
    end
    next_hash = next_hash + 1
  end
end
return 0
