"""One connection's octets: clear or TLS, counted, cut, slowed, and ended in the ways that a network ends one."""
import select
import socket
import ssl
import struct
import time


class Closed(Exception):
    """Nothing more comes or goes on this connection."""


class Wire:
    """TLS goes through memory, so that a cut counts the octets that a network would carry."""

    def __init__(self, sock, ending, cut):
        self.sock = sock
        self.ending = ending  # set when the test is over: waits end, and what is left is read
        self.cut_after = {"received": cut.get("received"), "sent": cut.get("sent")}
        self.cut_by_reset = cut.get("reset", False)
        self.count = {"received": 0, "sent": 0}
        self.rate = None  # octets a second that are read; None: all at once
        self.buffer = bytearray()
        self.tls = None
        self.is_cut = False
        self.how = "the client closed it"
        # A slow client must not hold a server's thread for ever.
        sock.settimeout(60)

    # MARK: - receiving

    def some(self):
        """Moves what arrives into the buffer; waits for it. False at the end."""
        while True:
            if self.tls is None:
                data = self.raw()
                self.buffer += data
                return bool(data)
            try:
                data = self.tls.read(65536)
                self.buffer += data
                return bool(data)
            except ssl.SSLWantReadError:
                data = self.raw()
                if not data:
                    return False
                self.incoming.write(data)
            except ssl.SSLError:
                return False

    def raw(self):
        if self.is_cut:
            return b""
        most = 65536
        if self.rate == 0:
            self.pause(3600)
        elif self.rate is not None:
            most = max(1, self.rate // 20)
        left = self.left("received")
        if left is not None:
            most = min(most, left)
        try:
            while not select.select([self.sock], [], [], 0.05)[0]:
                if self.ending.is_set():
                    return b""
            data = self.sock.recv(most)
        except (OSError, ValueError):
            return b""
        self.count["received"] += len(data)
        if self.rate:
            self.pause(len(data) / self.rate)
        self.cut_if_due()
        return data

    def line(self, most=1 << 20):
        """A line without its LF, or None at the end."""
        while b"\n" not in self.buffer:
            if len(self.buffer) > most or not self.some():
                return None
        end = self.buffer.index(b"\n")
        line = bytes(self.buffer[:end])
        del self.buffer[:end + 1]
        return line

    def waits(self, patience):
        """Whether octets are there that nobody asked for yet."""
        if self.tls is not None and self.incoming.pending:
            self.some()
        if not self.buffer and not self.is_cut and select.select([self.sock], [], [], patience)[0]:
            self.some()
        return bool(self.buffer)

    # MARK: - sending

    def send(self, data):
        if self.tls is None:
            self.put(data)
            return
        # A record holds at most 16 KiB.
        try:
            for start in range(0, len(data), 16384):
                self.tls.write(data[start:start + 16384])
                self.put(self.outgoing.read())
        except ssl.SSLError as problem:
            raise Closed from problem

    def put(self, data):
        """What a cut leaves goes out; after it everything goes nowhere, as behind a proxy that has gone."""
        if self.is_cut:
            return
        left = self.left("sent")
        try:
            self.sock.sendall(data if left is None else data[:left])
        except OSError as problem:
            raise Closed from problem
        self.count["sent"] += len(data if left is None else data[:left])
        self.cut_if_due()

    def begin_tls(self, context):
        """Whatever came in clear before the handshake is forgotten, as a sound server does."""
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)
        del self.buffer[:]
        while True:
            try:
                self.tls.do_handshake()
                self.put(self.outgoing.read())
                return
            except ssl.SSLWantReadError:
                self.put(self.outgoing.read())
                data = self.raw()
                if not data:
                    raise Closed from None
                self.incoming.write(data)
            except ssl.SSLError as problem:
                self.how = f"no TLS: {problem.reason}"
                self.put(self.outgoing.read())
                raise Closed from problem

    # MARK: - ending

    def left(self, direction):
        most = self.cut_after[direction]
        return None if most is None else max(0, most - self.count[direction])

    def cut_if_due(self):
        if self.is_cut or (self.left("received") != 0 and self.left("sent") != 0):
            return
        self.is_cut = True
        self.how = "cut"
        if self.cut_by_reset:
            self.linger_zero()
        self.sock.close()

    def drop(self, how="dropped"):
        """FIN; then what still comes is read for a moment, so that no reset follows at once."""
        self.how = how
        try:
            self.sock.shutdown(socket.SHUT_WR)
            until = time.monotonic() + 0.2
            while time.monotonic() < until and select.select([self.sock], [], [], 0.05)[0]:
                if not self.sock.recv(65536):
                    break
        except (OSError, ValueError):
            pass  # it was gone already
        raise Closed

    def reset(self):
        """RST: what was not sent yet is lost too."""
        self.how = "reset"
        self.linger_zero()
        self.sock.close()
        raise Closed

    def linger_zero(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def pause(self, seconds):
        if self.ending.wait(seconds):
            self.rate = None
