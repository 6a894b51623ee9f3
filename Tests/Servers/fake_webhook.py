"""A receiver of Standard Webhooks that keeps its part: it checks the signature and takes each id once.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

settings: token (the secret, whsec_…).
"""
import base64
import hashlib
import hmac

from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    def __init__(self, plan, record):
        super().__init__(plan, record)
        self.ids = set()

    def is_posting(self, request):
        return request.method == "POST" and request.path == "/herald"

    def expired(self):
        return Answer(401, {"error": "the signature is not right"})

    def refused(self):
        return Answer(422, {"error": "there is no such section"})

    # RFC 9110, 10.2.3
    def limited(self, value):
        return Answer(429, {"error": "too many"}, {"Retry-After": value or "30"})

    def answer(self, request):
        if not self.is_posting(request):
            return Answer(405 if request.path == "/herald" else 404, {"error": "only POST"})
        identifier, time = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
        key = base64.b64decode(self.settings["token"].removeprefix("whsec_"))
        code = hmac.new(key, f"{identifier}.{time}.".encode() + request.body, hashlib.sha256).digest()
        signatures = request.headers.get("webhook-signature", "").split(" ")
        if "v1," + base64.b64encode(code).decode() not in signatures:
            self.problem("the signature is not right")
            return self.expired()
        if not time.isdigit() or "." in identifier or not identifier.startswith("msg_"):
            self.problem(f"id {identifier!r} at {time!r}")
        body = request.json()
        # The payload: type, timestamp, data.
        if set(body) != {"type", "timestamp", "data"}:
            self.problem(f"the payload has {sorted(body)}")
        kept = self.kept_key(identifier)
        if kept is None or kept not in self.ids:
            self.ids.add(kept)
            self.posted(identifier, body["data"]["text"], body["data"].get("previous"), identifier)
        return Answer(200, {"taken": True})
