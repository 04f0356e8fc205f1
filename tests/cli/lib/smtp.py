# smtp.py PORT FOLDER [USER PASSWORD]: a mail server on loopback for remind.sh. Letters become FOLDER/N.eml, with the
# recipient in a header of its own. An address with "nobody" is refused for good, one with "later" for now. With USER it
# takes letters only after a sign-in.
import asyncio
import os
import sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, folder = int(sys.argv[1]), sys.argv[2]
login = [word.encode() for word in sys.argv[3:5]]


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "nobody" in address:
            return "550 no such user here"
        if "later" in address:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        path = os.path.join(folder, "%d.eml" % Handler.count)
        with open(path + ".part", "wb") as f:
            f.write(("X-Rcpt: %s\r\n" % ",".join(envelope.rcpt_tos)).encode() + envelope.content)
        os.rename(path + ".part", path)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=[data.login, data.password] == login, handled=False)


extra = dict(auth_required=True, auth_require_tls=False, authenticator=authenticate) if login else {}
controller = Controller(Handler(), hostname="127.0.0.1", port=port, **extra)
controller.start()
asyncio.new_event_loop().run_forever()
