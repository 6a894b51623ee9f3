"""One session: a sound server, but for what the script says."""
import base64
import binascii

from smtp_script import accepts
from smtp_wire import Closed

STUFFED = b"\r\n."


class Session:
    def __init__(self, number, wire, script, record):
        self.number, self.wire, self.script, self.record = number, wire, script, record
        self.transaction = 0
        self.user = None
        self.extended = False
        self.clear_envelope()

    def clear_envelope(self):
        self.mail, self.recipients = None, []

    @property
    def is_tls(self):
        return self.wire.tls is not None

    def run(self, is_full):
        if self.script.tls_at_once:
            self.begin_tls()
        if is_full:
            self.wire.send(b"421 4.7.0 too many connections\r\n")
            self.wire.drop()
        self.moment("greeting", "220 localhost ESMTP ready\r\n")
        early = False
        while True:
            line = self.wire.line()
            if line is None:
                return
            self.record.command(self.number, line.rstrip(b"\r"), self.is_tls, early)
            text = line.rstrip(b"\r").decode("latin-1")
            verb, _, argument = text.partition(" ")
            early = self.wire.waits(0.02 if self.script.strict else 0)
            if early and self.script.strict and "PIPELINING" not in self.offered():
                self.wire.send(b"503 5.5.0 improper use of command pipelining\r\n")
                self.wire.drop()
            handler = getattr(self, "on_" + verb.lower(), None) if verb.isalpha() else None
            if handler is None:
                self.moment("other", "500 5.5.2 what?\r\n")
            else:
                handler(argument)

    # MARK: - the script

    def moment(self, at, usual, **about):
        """Plays the step for this moment, or sends what is usual."""
        step = self.script.step(at, self.number, self.transaction, **about)
        self.play(step, usual)
        return step

    def play(self, step, usual):
        if step is None:
            self.wire.send(usual.encode("latin-1"))
            return
        for action in step["do"]:
            if "send" in action:
                self.wire.send(action["send"].encode("latin-1"))
            elif "usual" in action:
                self.wire.send((usual + action.get("and", "")).encode("latin-1"))
            elif "wait" in action:
                self.wire.pause(action["wait"])
                if self.wire.ending.is_set():
                    raise Closed
            elif "drop" in action:
                self.wire.drop()
            elif "reset" in action:
                self.wire.reset()
            elif "read" in action:
                self.wire.rate = action["read"]
            elif "tls" in action:
                self.begin_tls()
            elif "flood" in action:
                self.flood(action["flood"].encode("latin-1"), action.get("octets", 0))
            else:
                raise ValueError(f"no such action: {action}")

    def flood(self, piece, octets):
        piece *= max(1, 4096 // len(piece))
        sent = 0
        while (octets == 0 or sent < octets) and not self.wire.ending.is_set():
            self.wire.send(piece)
            sent += len(piece)

    # MARK: - the commands

    def offered(self):
        given = self.script.extensions_over_tls if self.is_tls else None
        return given if given is not None else self.script.extensions or []

    def on_ehlo(self, argument):
        self.clear_envelope()
        if self.script.helo_only:
            self.moment("ehlo", "502 5.5.1 what?\r\n")
            return
        lines = ["localhost"] + self.offered()
        if self.script.context is not None and not self.is_tls:
            lines.append("STARTTLS")
        if self.script.auth and (self.is_tls or self.script.auth.get("in-clear")):
            lines.append("AUTH " + " ".join(self.script.auth.get("mechanisms", ["PLAIN", "LOGIN"])))
        self.extended = True
        self.moment("ehlo", "".join(f"250{'-' if i + 1 < len(lines) else ' '}{line}\r\n" for i, line in enumerate(lines)))

    def on_helo(self, argument):
        self.clear_envelope()
        self.extended = False
        self.moment("helo", "250 localhost\r\n")

    def on_starttls(self, argument):
        if self.script.context is None or self.is_tls:
            self.moment("starttls", "502 5.5.1 not here\r\n")
            return
        step = self.moment("starttls", "220 2.0.0 go ahead\r\n")
        if step is None:
            self.begin_tls()

    def begin_tls(self):
        self.wire.begin_tls(self.script.context)
        self.record.write("tls", self.number, version=self.wire.tls.version())

    def on_auth(self, argument):
        mechanism, _, initial = argument.partition(" ")
        step = self.script.step("auth", self.number)
        if step is not None:
            self.play(step, "235 2.7.0 welcome\r\n")
            return
        try:
            given = self.plain(initial) if mechanism.upper() == "PLAIN" else self.login(initial)
        except (binascii.Error, ValueError, UnicodeDecodeError):
            self.wire.send(b"501 5.5.2 not understood\r\n")
            return
        if self.script.auth and given == (self.script.auth["username"], self.script.auth["password"]):
            self.user = given[0]
            self.wire.send(b"235 2.7.0 welcome\r\n")
        else:
            self.wire.send(b"535 5.7.8 authentication credentials invalid\r\n")

    def plain(self, initial):
        _, user, password = base64.b64decode(initial or self.ask(""), validate=True).decode().split("\0")
        return user, password

    def login(self, initial):
        user = base64.b64decode(initial or self.ask("Username:"), validate=True).decode()
        return user, base64.b64decode(self.ask("Password:"), validate=True).decode()

    def ask(self, prompt):
        self.wire.send(b"334 " + base64.b64encode(prompt.encode()) + b"\r\n")
        line = self.wire.line()
        if line is None:
            raise Closed
        self.record.command(self.number, line.rstrip(b"\r"), self.is_tls, False)
        return line.rstrip(b"\r").decode("ascii")

    def on_mail(self, argument):
        self.transaction += 1
        step = self.script.step("mail", self.number, self.transaction)
        wrong = self.wrong_parameter(argument)
        if step is None and wrong:
            self.wire.send(wrong)
            return
        self.play(step, "250 2.1.0 ok\r\n")
        if step is None or accepts(step):
            self.mail, self.recipients = argument, []

    def wrong_parameter(self, argument):
        """A parameter that was not offered, or a size above the offered one."""
        offered = {name.split(" ")[0] for name in self.offered()} if self.extended else set()
        needed = {"SIZE": "SIZE", "BODY": "8BITMIME", "SMTPUTF8": "SMTPUTF8"}
        for parameter in argument.partition(">")[2].split():
            name, _, value = parameter.partition("=")
            if needed.get(name.upper()) not in offered:
                return b"555 5.5.4 parameter was not offered\r\n"
            limit = next((line.split(" ")[1] for line in self.offered() if line.startswith("SIZE ")), None)
            if name.upper() == "SIZE" and (limit or "").isdigit() and int(value) > int(limit) > 0:
                return b"552 5.3.4 message too big\r\n"
        return None

    def on_rcpt(self, argument):
        if self.mail is None:
            self.wire.send(b"503 5.5.1 MAIL first\r\n")
            return
        step = self.moment("rcpt", "250 2.1.5 ok\r\n", recipient=argument)
        if step is None or accepts(step):
            self.recipients.append(argument)

    def on_data(self, argument):
        step = self.script.step("data", self.number, self.transaction)
        if step is None and not self.recipients:
            self.wire.send(b"554 5.5.1 no valid recipients\r\n")
            return
        if self.wire.buffer:
            self.record.write("early body", self.number)
        self.play(step, "354 go ahead\r\n")
        if step is None or any("usual" in action or action.get("send", "").startswith("354") for action in step["do"]):
            self.body()

    def body(self):
        body = bytearray(b"\r\n")  # so that a dot alone is found in an empty message, too
        looked = 0
        while True:
            if not self.wire.buffer and not self.wire.some():
                self.record.write("unfinished", self.number, octets=len(body) - 2)
                raise Closed
            body += self.wire.buffer
            del self.wire.buffer[:]
            step = self.script.step("body", self.number, self.transaction, octets=len(body) - 2)
            if step is not None:
                self.play(step, "")
            end = body.find(b"\r\n.\r\n", looked)
            if end >= 0:
                self.wire.buffer += body[end + 5:]
                self.on_dot(bytes(body[2:end + 2]))
                return
            looked = max(0, len(body) - 4)

    def on_dot(self, stuffed):
        step = self.script.step("dot", self.number, self.transaction)
        if accepts(step):
            message = (b"\r\n" + stuffed).replace(STUFFED, b"\r\n")[2:]
            self.record.accepted(self.number, self.transaction, self.mail, self.recipients, message, self.is_tls,
                                 self.user)
        else:
            self.record.write("refused", self.number, transaction=self.transaction, recipients=self.recipients)
        self.clear_envelope()
        self.play(step, f"250 2.0.0 queued as {self.number}-{self.transaction}\r\n")

    def on_rset(self, argument):
        self.clear_envelope()
        self.moment("rset", "250 2.0.0 ok\r\n")

    def on_noop(self, argument):
        self.moment("other", "250 2.0.0 ok\r\n")

    def on_quit(self, argument):
        self.moment("quit", "221 2.0.0 bye\r\n")
        self.wire.drop("quit")
