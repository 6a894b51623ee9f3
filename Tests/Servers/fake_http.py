"""What all fake networks share: HTTP, the faults, the record.

The plan:
  faults   what is done to requests that would post, in order: [{"do": NAME, "times": 1, "value": TEXT}]; then all is well
  defect   "key-ignored" or "key-per-attempt": the network does not keep its promise about repeats; nothing: it does
  settings what one network understands; see there; of all: certificate, a PEM file with which it speaks TLS

| fault            | the post is made | the client sees |
| ---------------- | --- | --- |
| drop             | yes | the connection ends without one octet |
| drop-unread      | no  | the same |
| half             | yes | half of the answer, then the end |
| silent           | yes | nothing, for ever |
| drip             | yes | one octet every 20 seconds |
| huge             | yes | 3,000,000 octets that mean nothing |
| malformed        | yes | 200 and something that is no JSON |
| empty            | yes | 200 and nothing |
| error-after      | yes | the status in "value", default 500 |
| error            | no  | the status in "value", default 500 |
| unavailable      | no  | 503 with Retry-After: "value" |
| limit            | no  | what the network says of too many requests, with "value" in its own form |
| expired          | no  | what the network says of a token that is over |
| refuse           | no  | what the network says of a message that it will not have |
| say              | no  | an error of this name in the network's own form (Slack) |
| redirect         | no  | the status in "value", default 307, to /elsewhere |
| echo             | no  | 400 that repeats the request, secrets and all; `value`: behind each of its lines |

The record, one JSON object a line:
  {"event": "request", "method", "path", "headers", "body", "posting", "at"}   before it is worked on; at: seconds since 1970
  {"event": "posted", "id", "text", "reply", "key"}                      a reader sees one post more
  {"event": "deleted", "id"}                                             and one less
  {"event": "problem", "text"}                                           a request that the network's documentation forbids
"""
import http.server
import json
import socket
import ssl
import threading
import time


class Record:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, event, **values):
        with self.lock:
            self.file.write(json.dumps({"event": event, **values}) + "\n")
            self.file.flush()


class Answer:
    """A status, a body (JSON unless it is text) and header fields."""

    def __init__(self, status, body=None, headers=None):
        self.status = status
        self.headers = dict(headers or {})
        if isinstance(body, str):
            self.body = body.encode()
            self.headers.setdefault("Content-Type", "text/html; charset=utf-8")
        else:
            self.body = b"" if body is None else json.dumps(body).encode()
            self.headers.setdefault("Content-Type", "application/json; charset=utf-8")


class Request:
    def __init__(self, handler, body):
        self.method = handler.command
        self.path, _, self.query = handler.path.partition("?")
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.body = body

    def json(self):
        """An object; empty when the body is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


class FakeNetwork:
    """One network. A subclass says what it answers and, for its faults, in which words."""

    def __init__(self, plan, record):
        self.settings = plan.get("settings", {})
        self.defect = plan.get("defect")
        self.faults = [dict(fault) for fault in plan.get("faults", [])]
        self.record = record
        self.lock = threading.RLock()
        self.posts = []
        self.attempts = 0

    # What a subclass says.

    def is_posting(self, request):
        raise NotImplementedError

    def answer(self, request):
        raise NotImplementedError

    def limited(self, value):
        raise NotImplementedError

    def expired(self):
        raise NotImplementedError

    def refused(self):
        raise NotImplementedError

    # What it uses.

    def posted(self, identifier, text, reply=None, key=None):
        self.record.write("posted", id=str(identifier), text=text, reply=reply, key=key)

    def deleted(self, identifier):
        self.record.write("deleted", id=str(identifier))

    def problem(self, text):
        self.record.write("problem", text=text)

    def kept_key(self, key):
        """The key under which a post is remembered; None when it is not."""
        if self.defect == "key-ignored":
            return None
        return f"{key} of attempt {self.attempts}" if self.defect == "key-per-attempt" else key

    def next_fault(self):
        for fault in self.faults:
            if fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fake"

    def log_message(self, *_):
        pass

    def setup(self):
        # On the thread of its own connection: a client that does not answer keeps nobody else waiting.
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()

    def work(self):
        network = self.server.network
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self, body)
        with network.lock:
            posting = network.is_posting(request)
            network.record.write("request", method=request.method, path=self.path, headers=request.headers,
                                 body=body.decode("utf-8", "replace"), posting=posting, at=time.time())
            if request.path == "/elsewhere":
                return self.tell(Answer(200, {}))
            fault = network.next_fault() if posting else None
            network.attempts += 1 if posting else 0
            if fault is None:
                return self.tell(network.answer(request))
            plan = self.misbehave(network, request, fault["do"], fault.get("value"))
        plan()

    def misbehave(self, network, request, name, value):
        """Works on the request, and answers how to reply; the reply itself may take long."""
        if name in ("drop", "half", "silent", "drip", "huge", "malformed", "empty", "error-after"):
            answer = network.answer(request)
            if name == "drop":
                return self.drop
            if name == "half":
                return lambda: self.half(answer)
            if name == "silent":
                return lambda: time.sleep(3600)
            if name == "drip":
                return lambda: self.drip(answer)
            if name == "huge":
                return lambda: self.tell(Answer(200, "x" * 3_000_000))
            if name == "malformed":
                return lambda: self.tell(Answer(200, "<html>It works!</html>"))
            if name == "empty":
                return lambda: self.tell(Answer(200))
            return lambda: self.tell(Answer(int(value or 500), "<html>Something went wrong</html>"))
        answers = {
            "error": lambda: Answer(int(value or 500), "<html>Something went wrong</html>"),
            "unavailable": lambda: Answer(503, "busy", {"Retry-After": value or "30"}),
            "limit": lambda: network.limited(value), "expired": network.expired, "refuse": network.refused,
            "say": lambda: network.said(value),
            "redirect": lambda: Answer(int(value or 307), None, {"Location": "/elsewhere"}),
            "echo": lambda: Answer(400, {"error": f"{self.path} {str(self.headers).replace(chr(10), (value or '') + chr(10))} \u202e \r\n" + "long " * 5_000}),
        }
        if name == "drop-unread":
            return self.drop
        answer = answers[name]()
        return lambda: self.tell(answer)

    do_GET = do_POST = do_PUT = do_DELETE = work

    def head(self, answer):
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()

    def tell(self, answer):
        self.head(answer)
        self.wfile.write(answer.body)

    def drop(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def half(self, answer):
        self.head(answer)
        self.wfile.write(answer.body[: len(answer.body) // 2])
        self.drop()

    def drip(self, answer):
        self.head(answer)
        for octet in answer.body:
            time.sleep(20)
            self.wfile.write(bytes([octet]))
            self.wfile.flush()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that went away is no news."""


def serve(network):
    server = Server(("127.0.0.1", 0), Handler)
    server.network = network
    certificate = network.settings.get("certificate")
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
