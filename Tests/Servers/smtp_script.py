"""A test's script: what to offer, and at which moment to do something else than a sound server does.

    {"tls": {"certificate": PEM, "at-once": false, "version": "TLSv1"},   without it nothing is encrypted
     "extensions": ["PIPELINING", "SIZE 1000"],                          EHLO's lines; STARTTLS and AUTH are added
     "extensions-over-tls": [...],                                       EHLO's lines over TLS; default: the same
     "auth": {"mechanisms": ["PLAIN", "LOGIN"], "username": U, "password": P, "in-clear": false},
     "helo-only": true,          EHLO is not known
     "strict": true,              a command that comes early though PIPELINING is not offered is refused, and dropped
     "most-connections": 3,       the one above gets 421 and is closed
     "window": 4096,              the receive buffer in octets
     "cut": {"received": N, "sent": N, "reset": true, "step": S},
                                  the network goes after N octets; with a step, connection k goes after k × S octets
     "steps": [STEP, ...]}        the first that matches is played

STEP: {"at": greeting | ehlo | helo | starttls | auth | mail | rcpt | data | body | dot | quit | rset | other,
       "connection": k, "transaction": k of its connection, "recipient": part of RCPT's argument,
       "times": how often it is played, "after": octets of the body (body), "accepts": whether the message is taken (dot;
       default: whether a reply with 2 is sent), "do": [ACTION, ...]}

ACTION: {"send": text, one character one octet} · {"usual": true, "and": text in the same packet}: as a sound server · {"wait": seconds} ·
        {"drop": true}: FIN · {"reset": true}: RST · {"flood": text, "octets": N, 0 for ever} ·
        {"read": octets a second, 0 none} · {"tls": true}: the handshake
"""
import ssl
import threading


class Script:
    def __init__(self, given):
        self.given = given
        self.steps = given.get("steps", [])
        self.played = [0] * len(self.steps)
        self.lock = threading.Lock()
        self.context = self.make_context(given["tls"]) if "tls" in given else None

    def __getattr__(self, name):
        return self.given.get(name.replace("_", "-"))

    @staticmethod
    def make_context(tls):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # Weak keys and old versions have to be offered before they can be refused.
        context.set_ciphers("ALL:@SECLEVEL=0")
        if "version" in tls:
            version = {"TLSv1": ssl.TLSVersion.TLSv1, "TLSv1.1": ssl.TLSVersion.TLSv1_1,
                       "TLSv1.2": ssl.TLSVersion.TLSv1_2}[tls["version"]]
            context.minimum_version = context.maximum_version = version
        context.load_cert_chain(tls["certificate"])
        return context

    @property
    def tls_at_once(self):
        return self.context is not None and self.tls.get("at-once", False)

    def cut_of(self, connection):
        cut = dict(self.cut or {})
        if "step" in cut:
            for direction in ("received", "sent"):
                if direction in cut:
                    cut[direction] += connection * cut["step"]
        return cut

    def step(self, at, connection, transaction=0, recipient="", octets=0):
        """The first step that is meant for this moment, counted as played."""
        with self.lock:
            for index, step in enumerate(self.steps):
                if (step["at"] == at and step.get("connection", connection) == connection
                        and step.get("transaction", transaction) == transaction
                        and step.get("recipient", "") in recipient and octets >= step.get("after", 0)
                        and self.played[index] < step.get("times", 1 << 62)):
                    self.played[index] += 1
                    return step
        return None


def accepts(step):
    """Whether the message is taken: as the step says, else as its first reply does."""
    if step is None:
        return True
    if "accepts" in step:
        return step["accepts"]
    for action in step["do"]:
        if "usual" in action:
            return True
        if "send" in action:
            return action["send"].startswith("2") and "\n" in action["send"]
    return False
