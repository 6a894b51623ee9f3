"""What the server saw, as JSON lines: one event a line, written before the reply that follows it; at: seconds since 1970."""
import base64
import email
import email.policy
import json
import threading
import time


class Record:
    def __init__(self, path):
        self.file = open(path, "a", encoding="ascii")
        self.lock = threading.Lock()

    def write(self, event, connection, **values):
        with self.lock:
            self.file.write(json.dumps({"event": event, "connection": connection, "at": time.time(), **values}) + "\n")
            self.file.flush()

    def command(self, connection, line, tls, early):
        """`early`: it came before the reply to the command before it was sent."""
        self.write("command", connection, line=line.decode("latin-1"), tls=tls, early=early)

    def accepted(self, connection, transaction, mail, recipients, message, tls, user):
        name = email.message_from_bytes(message, policy=email.policy.compat32).get("Message-ID", "")
        self.write("accepted", connection, transaction=transaction, mail=mail, recipients=recipients,
                   message=base64.b64encode(message).decode(), messageID=name.strip(), tls=tls, user=user)

    def ended(self, connection, wire):
        """`unread`: what came and nobody read."""
        self.write("ended", connection, how=wire.how, received=wire.count["received"], sent=wire.count["sent"],
                   unread=bytes(wire.buffer).decode("latin-1"))
