-- Gives one use back to every limit; where it is not there, nothing changes.
--
-- The keys are those of take-uses.lua. Redis drops a key with its last use.
--
-- KEYS[i]   limit i for one subject
-- ARGV[1]   id of the use
-- returns   the number of keys it was in

local given_back = 0
for _, key in ipairs(KEYS) do
  given_back = given_back + redis.call('ZREM', key, ARGV[1])
end
return given_back
