-- One attempt to send mail. KEYS: client, domain, triplet.
-- ARGV: now, delay, timeout, autowhite, mails until a client and a domain pass (0: never), time in which mails count as one; in milliseconds.
-- A value is "since last count white until", with white 0 or 1.
local now, delay, timeout, autowhite = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local client_after, domain_after, counted_once = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

local function heard_of(key)
    local value = redis.call('GET', key)
    if not value then return nil end
    local since, last, count, white, till = string.match(value, '^(%d+) (%d+) (%d+) ([01]) (%d+)$')
    if not since or tonumber(till) <= now then return nil end
    return {since = tonumber(since), last = tonumber(last), count = tonumber(count), white = white == '1', till = tonumber(till)}
end

local function remember(key, since, count, white, till)
    if till <= now then
        redis.call('DEL', key)
        return
    end
    local value = string.format('%.0f %.0f %.0f %d %.0f', since, now, count, white and 1 or 0, till)
    redis.call('SET', key, value, 'PX', string.format('%.0f', till - now))
end

local function passed(key, memory)
    local till = now + autowhite
    if memory.white then till = math.max(till, memory.till) end
    remember(key, memory.since, memory.count + 1, true, till)
end

local function count_once(key, after)
    local known = heard_of(key)
    if after == 0 or (known and now < known.last + counted_once) then return end
    local count = (known and known.count or 0) + 1
    remember(key, known and known.since or now, count, count >= after, now + autowhite)
end

for place, word in ipairs({'client', 'domain'}) do
    local memory = heard_of(KEYS[place])
    if memory and memory.white then
        passed(KEYS[place], memory)
        return {word, '0'}
    end
end

local memory = heard_of(KEYS[3]) or {since = now, last = now, count = 0, white = false, till = now + timeout}
if memory.white then
    passed(KEYS[3], memory)
    return {'triplet', '0'}
end
local waited = math.max(now - memory.since, 0)
if waited < delay then
    -- What was heard of it by a clock that was ahead of ours counts from now on.
    local ahead = memory.since > now
    remember(KEYS[3], ahead and now or memory.since, memory.count + 1, false, ahead and now + timeout or memory.till)
    return {'wait', string.format('%.0f', delay - waited)}
end
passed(KEYS[3], memory)
count_once(KEYS[1], client_after)
count_once(KEYS[2], domain_after)
return {'waited', string.format('%.0f', waited)}
