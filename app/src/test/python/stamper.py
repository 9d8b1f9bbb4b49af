"""A milter on python3-milter that stamps messages and writes down what it is told.

stamper.py SOCKET RECORD

Every message gets a header X-Stamp that says how large its body was; one with the subject "python says no" is refused.
RECORD gets one line for each callback.
"""

import sys
import threading

import Milter

record = open(sys.argv[2], "a", encoding="latin-1", buffering=1)
writing = threading.Lock()


def note(*words):
    with writing:
        print(*words, file=record)


class Stamper(Milter.Base):
    def connect(self, hostname, family, hostaddr):
        self.forget()
        note("connect", hostname, hostaddr[0] if hostaddr else "-")
        return Milter.CONTINUE

    def forget(self):
        self.size = 0
        self.refuse = False

    def hello(self, name):
        note("helo", name)
        return Milter.CONTINUE

    def envfrom(self, sender, *parameters):
        self.forget()
        note("mail", sender, *parameters)
        return Milter.CONTINUE

    def envrcpt(self, recipient, *parameters):
        note("rcpt", recipient, *parameters)
        return Milter.CONTINUE

    def header(self, name, value):
        note("header " + name + ":" + value)
        self.refuse |= value == "python says no"
        return Milter.CONTINUE

    def eoh(self):
        note("eoh")
        return Milter.CONTINUE

    def body(self, octets):
        self.size += len(octets)
        note("body", octets[:20])
        return Milter.CONTINUE

    def eom(self):
        note("eom i=" + str(self.getsymval("i")))
        if self.refuse:
            self.setreply("550", "5.7.1", "python said no")
            return Milter.REJECT
        self.addheader("X-Stamp", "%d octets" % self.size)
        return Milter.CONTINUE

    def abort(self):
        note("abort")
        return Milter.CONTINUE

    def close(self):
        note("close")
        return Milter.CONTINUE


Milter.factory = Stamper
Milter.set_flags(Milter.ADDHDRS)
Milter.runmilter("stamper", sys.argv[1], 30)
