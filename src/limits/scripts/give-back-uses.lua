-- Gives one use back to every limit, or settles what it took; where it is not there, nothing changes.
--
-- The keys are those of take-uses.lua. Redis drops a key with its last use.
--
-- KEYS           limit i for one subject; after these the hashes of those that are sums, in order
-- ARGV[1]        how many limits there are
-- ARGV[2i]       id of the use in limit i
-- ARGV[2i + 1]   what it took in the end, 0 to give all of it back; '' when the quota is no sum
-- returns        the number of keys it was in

local limit_count = tonumber(ARGV[1])
local next_hash, given_back = limit_count + 1, 0

local function settle(key, hash, id, amount)
  if not redis.call('ZSCORE', key, id) then
    return 0
  end
  redis.call('HINCRBY', hash, '', amount - tonumber(redis.call('HGET', hash, id) or 0))
  if amount > 0 then
    redis.call('HSET', hash, id, amount)
    return 1
  end
  redis.call('HDEL', hash, id)
  redis.call('ZREM', key, id)
  if redis.call('EXISTS', key) == 0 then
    redis.call('DEL', hash)
  end
  return 1
end

for i = 1, limit_count do
  local id, amount = ARGV[2 * i], ARGV[2 * i + 1]
  if amount == '' then
    given_back = given_back + redis.call('ZREM', KEYS[i], id)
  else
    given_back = given_back + settle(KEYS[i], KEYS[next_hash], id, tonumber(amount))
    next_hash = next_hash + 1
  end
end
return given_back
