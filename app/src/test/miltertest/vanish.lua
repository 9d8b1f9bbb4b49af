-- A mail server that vanishes within a message.
-- miltertest -s vanish.lua -D spec=SPEC

-- miltertest keeps the text of an error to itself
local function fail(why)
    mt.echo("FAILED " .. why)
    error(why)
end

conn = mt.connect(spec)
if conn == nil then fail("nobody listens at " .. spec) end
mt.conninfo(conn, "client.example.net", "192.0.2.7")
mt.helo(conn, "client.example.net")
mt.mailfrom(conn, "<vanishing@example.net>")
mt.rcptto(conn, "<good@example.org>")
mt.data(conn)
mt.header(conn, "Subject", "never finished")
mt.disconnect(conn, false)
mt.echo("complete")
