-- Undoes a take on this node of a cluster, because another node refused its part.
--
-- The keys are those of take-uses.lua, and what it told of each is said here again. The replaced use
-- is back at its old place before the new one goes, so that the key and its expiry stay.
--
-- KEYS[i]       limit i for one subject
-- ARGV[1]       id of the use that was taken
-- ARGV[2]       id of the use that it replaced, or ''
-- ARGV[2i + 1]  1 when the use was new in this limit
-- ARGV[2i + 2]  when the replaced use had been taken, -1 for none
-- returns       0

for i, key in ipairs(KEYS) do
  local was_new, replaced_at = ARGV[2 * i + 1] == '1', tonumber(ARGV[2 * i + 2])
  if replaced_at >= 0 and redis.call('EXISTS', key) == 1 then
    redis.call('ZADD', key, 'NX', replaced_at, ARGV[2])
  end
  if was_new then
    redis.call('ZREM', key, ARGV[1])
  end
end
return 0
