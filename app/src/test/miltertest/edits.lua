-- Every edit that the milters behind the manager make arrives, in the order of the list.
-- miltertest -s edits.lua -D spec=SPEC

-- miltertest keeps the text of an error to itself
local function fail(why)
    mt.echo("FAILED " .. why)
    error(why)
end

conn = mt.connect(spec)
if conn == nil then fail("nobody listens at " .. spec) end

mt.macro(conn, SMFIC_CONNECT, "j", "mail.example.org", "{daemon_name}", "foreign")
mt.conninfo(conn, "client.example.net", "192.0.2.7")
if mt.getreply(conn) ~= SMFIR_CONTINUE then fail("connect: " .. mt.getreply(conn)) end
mt.helo(conn, "client.example.net")
mt.macro(conn, SMFIC_MAIL, "i", "QUEUE1", "{queue_note}", "asked for") -- miltertest knows none at end of message
mt.mailfrom(conn, "<sender@example.net>", "SIZE=100", "BODY=8BITMIME")
if mt.getreply(conn) ~= SMFIR_CONTINUE then fail("mail: " .. mt.getreply(conn)) end
mt.rcptto(conn, "<less@example.org>", "NOTIFY=NEVER")
if mt.getreply(conn) ~= SMFIR_CONTINUE then fail("rcpt: " .. mt.getreply(conn)) end
mt.data(conn)
if mt.getreply(conn) ~= SMFIR_CONTINUE then fail("data: " .. mt.getreply(conn)) end

mt.header(conn, "From", "sender@example.net")
mt.header(conn, "Subject", "as it was")
mt.header(conn, "X-Secret", "one")
mt.header(conn, "X-Secret", "two")
for word in string.gmatch("add insert change delete body recipients sender progress", "%a+") do
    mt.header(conn, "X-Ask", word)
end
mt.eoh(conn)
mt.bodystring(conn, "As it was.\r\n")
if mt.eom(conn) ~= nil then fail("eom failed") end
if mt.getreply(conn) ~= SMFIR_CONTINUE then fail("end of message: " .. mt.getreply(conn)) end

local function sees(what, ...)
    if not mt.eom_check(conn, ...) then fail("did not see: " .. what) end
    mt.echo("saw " .. what)
end

-- The values begin with a blank: the manager has asked for SMFIP_HDR_LEADSPC, under which it is part of the value.
sees("an added header", MT_HDRADD, "X-Added", " by libmilter")
sees("an inserted header", MT_HDRINSERT, "X-Inserted", " on top", 0)
sees("a changed header", MT_HDRCHANGE, "Subject", " changed")
sees("a deleted header", MT_HDRDELETE, "X-Secret")
sees("another body", MT_BODYCHANGE, "Another body.\r\n")
sees("one more recipient", MT_RCPTADD, "<more@example.org>")
sees("one recipient less", MT_RCPTDELETE, "<less@example.org>")
sees("the stamp, which tells the size of the other body", MT_HDRADD, "X-Stamp", " 15 octets")
if mt.eom_check(conn, MT_QUARANTINE) then fail("saw a quarantine that nobody asked for") end

mt.mailfrom(conn, "<sender@example.net>")
mt.rcptto(conn, "<held@example.org>")
mt.data(conn)
mt.header(conn, "X-Ask", "quarantine")
mt.eoh(conn)
mt.bodystring(conn, "Hold me.\r\n")
if mt.eom(conn) ~= nil then fail("eom failed") end
sees("quarantine", MT_QUARANTINE, "held for a look")

mt.disconnect(conn)
mt.echo("complete")
