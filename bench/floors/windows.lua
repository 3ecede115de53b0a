-- The floor of a limiter: exact sliding windows, all or none, and nothing else.
--
-- KEYS[i]      a sorted set of uses, scored with the time in ms at which each was taken
-- ARGV[1]      id of the use
-- ARGV[2i]     quota of window i
-- ARGV[2i + 1] its length in ms
-- returns      1 taken, 0 refused

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - ARGV[2 * i + 1])
  if redis.call('ZCARD', key) >= tonumber(ARGV[2 * i]) then
    return 0
  end
end
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, now, ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2 * i + 1])
end
return 1
