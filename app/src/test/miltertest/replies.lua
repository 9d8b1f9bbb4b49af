-- Replies with texts, from either milter and at either stage; what was refused does not stay in the way of what follows.
-- miltertest -s replies.lua -D spec=SPEC

-- miltertest keeps the text of an error to itself
local function fail(why)
    mt.echo("FAILED " .. why)
    error(why)
end

conn = mt.connect(spec)
if conn == nil then fail("nobody listens at " .. spec) end

local function expect(what, code)
    if mt.getreply(conn) ~= code then
        fail(what .. ": got " .. string.char(mt.getreply(conn)) .. ", expected " .. string.char(code))
    end
    mt.echo(what)
end

local function content(subject, order)
    mt.data(conn)
    mt.header(conn, "Subject", subject)
    if order ~= nil then mt.header(conn, "X-Ask", order) end
    mt.eoh(conn)
    mt.bodystring(conn, "Hello.\r\n")
    if mt.eom(conn) ~= nil then fail("eom failed") end
end

mt.conninfo(conn, "client.example.net", "192.0.2.7")
mt.helo(conn, "client.example.net")
mt.unknown(conn, "XCLIENT NAME=x")
expect("an unknown command passes", SMFIR_CONTINUE)

mt.mailfrom(conn, "<a@example.net>")
mt.rcptto(conn, "<refused@example.org>")
expect("one recipient is refused with a text", SMFIR_REPLYCODE)
mt.rcptto(conn, "<later@example.org>")
expect("one is put off with two lines", SMFIR_REPLYCODE)
mt.rcptto(conn, "<good@example.org>")
expect("one is taken", SMFIR_CONTINUE)
content("python says no")
expect("the second milter refuses the message", SMFIR_REPLYCODE)
if not mt.eom_check(conn, MT_SMTPREPLY, "550", "5.7.1", "python said no") then fail("its text is lost") end

mt.mailfrom(conn, "<b@example.net>")
mt.rcptto(conn, "<good@example.org>")
content("refused by the first", "reply")
expect("the first milter refuses the next message", SMFIR_REPLYCODE) -- three lines, which miltertest cannot take apart

mt.mailfrom(conn, "<c@example.net>")
mt.rcptto(conn, "<good@example.org>")
mt.abort(conn)

mt.mailfrom(conn, "<d@example.net>")
mt.rcptto(conn, "<good@example.org>")
content("nothing asked for")
expect("the last message passes", SMFIR_CONTINUE)
if not mt.eom_check(conn, MT_HDRADD, "X-Stamp", " 8 octets") then fail("it has no stamp") end

mt.disconnect(conn)
mt.echo("complete")
