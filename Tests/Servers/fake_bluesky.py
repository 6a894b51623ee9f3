"""A PDS of the AT Protocol, as https://docs.bsky.app documents it and packages/pds does it.

settings: account, token (the app password), lexicons (the folder of the published ones; nothing: no check),
handles (known ones, space between), resolver (the status with which it refuses to say who a handle is), expires-after (the access token is over after so many posts).
"""
import base64
import hashlib
import json
import re
import urllib.parse

from fake_http import Answer, FakeNetwork
from lexicon import Lexicons

DID = "did:plc:abcdefghijklmnopqrstuvwx"
# https://atproto.com/specs/tid
TID = r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}"


def error(status, name, message, headers=None):
    # https://atproto.com/specs/xrpc#error-responses
    return Answer(status, {"error": name, "message": message}, headers)


class Network(FakeNetwork):
    def __init__(self, plan, record):
        super().__init__(plan, record)
        folder = self.settings.get("lexicons")
        self.lexicons = Lexicons(folder) if folder else None
        self.records = {}
        self.generation = 0
        self.used = set()
        self.count = 0

    def is_posting(self, request):
        return request.path == "/xrpc/com.atproto.repo.putRecord"

    # packages/pds/src/auth-verifier.ts
    def expired(self):
        return error(400, "ExpiredToken", "Token has expired")

    # packages/pds/src/repo/prepare.ts
    def refused(self):
        return error(400, "InvalidRequest", "Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes")

    # https://docs.bsky.app/docs/advanced-guides/rate-limits; packages/xrpc-server/src/rate-limiter.ts: seconds since 1970
    def limited(self, value):
        return error(429, "RateLimitExceeded", "Rate Limit Exceeded", {
            "RateLimit-Limit": "3000", "RateLimit-Remaining": "0", "RateLimit-Reset": value or "1790000310",
            "RateLimit-Policy": "3000;w=300"})

    def answer(self, request):
        name = request.path.removeprefix("/xrpc/")
        query = {key: values[0] for key, values in urllib.parse.parse_qs(request.query).items()}
        if name == "com.atproto.server.createSession":
            return self.create_session(request)
        if name == "com.atproto.server.refreshSession":
            return self.refresh_session(request)
        if name == "com.atproto.identity.resolveHandle":
            # packages/pds/src/api/com/atproto/identity/resolveHandle.ts
            if self.settings.get("resolver"):
                return error(int(self.settings["resolver"]), "UpstreamFailure", "cannot look")
            if query.get("handle") in self.settings.get("handles", "").split():
                return Answer(200, {"did": "did:plc:" + hashlib.sha256(query["handle"].encode()).hexdigest()[:24]})
            return error(400, "InvalidRequest", "Unable to resolve handle")
        if name == "com.atproto.repo.getRecord":
            # packages/pds/src/api/com/atproto/repo/getRecord.ts
            found = self.records.get(query.get("rkey"))
            if query.get("repo") not in (DID, self.settings.get("account")) or found is None:
                return error(400, "RecordNotFound", f"Could not locate record: {query.get('rkey')}")
            return Answer(200, found)
        if self.is_posting(request):
            return self.put_record(request)
        if name == "com.atproto.repo.deleteRecord":
            return self.delete_record(request)
        return error(501, "MethodNotImplemented", "Method Not Implemented")

    # Sessions: packages/pds/src/api/com/atproto/server/{createSession,refreshSession}.ts

    def token(self, scope):
        def part(value):
            return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
        claims = {"scope": scope, "sub": DID, "exp": 4_000_000_000, "jti": self.generation}
        return f"{part({'alg': 'HS256'})}.{part(claims)}.signature-{self.generation}"

    def session(self):
        self.generation += 1
        self.count = 0
        return Answer(200, {"accessJwt": self.token("com.atproto.appPass"), "refreshJwt": self.token("com.atproto.refresh"),
                            "handle": self.settings.get("account"), "did": DID, "active": True})

    def create_session(self, request):
        body = request.json()
        if self.lexicons:
            for fault in self.lexicons.input_faults("com.atproto.server.createSession", body):
                self.problem(fault)
        if body.get("identifier") != self.settings.get("account") or body.get("password") != self.settings.get("token"):
            return error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self.session()

    def refresh_session(self, request):
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if request.body:
            self.problem("refreshSession takes no body")
        if sent in self.used:
            self.problem("a refresh token was used twice")
            return error(400, "ExpiredToken", "Token has been revoked")
        if sent != self.token("com.atproto.refresh"):
            return error(400, "InvalidToken", "Token could not be verified")
        self.used.add(sent)
        return self.session()

    # packages/pds/src/api/com/atproto/repo/deleteRecord.ts: one that is not there is deleted already
    def delete_record(self, request):
        body = request.json()
        for fault in self.lexicons.input_faults("com.atproto.repo.deleteRecord", body) if self.lexicons else []:
            self.problem(fault)
        if request.headers.get("authorization", "").removeprefix("Bearer ") != self.token("com.atproto.appPass"):
            return self.expired()
        if body.get("repo") not in (DID, self.settings.get("account")) or body.get("collection") != "app.bsky.feed.post":
            return error(400, "InvalidRequest", f"Could not find repo: {body.get('repo')}")
        found = self.records.pop(body.get("rkey"), None)
        if found:
            self.deleted(found["uri"])
        return Answer(200, {})

    # Records: packages/pds/src/api/com/atproto/repo/putRecord.ts

    def put_record(self, request):
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not sent:
            return error(401, "AuthMissing", "Authentication Required")
        if sent != self.token("com.atproto.appPass") or self.count >= self.settings.get("expires-after", 1 << 30):
            return self.expired()
        body = request.json()
        record = body.get("record", {})
        faults = []
        if self.lexicons:
            faults = self.lexicons.input_faults("com.atproto.repo.putRecord", body)
            faults += self.lexicons.record_faults("app.bsky.feed.post", record)
        # The lexicon says `key: tid`.
        if not re.fullmatch(TID, body.get("rkey", "")):
            faults.append(f"rkey {body.get('rkey')!r} is no TID")
        octets = record.get("text", "").encode()
        for facet in record.get("facets", []):
            start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
            try:
                octets[start:end].decode()
            except UnicodeDecodeError:
                faults.append(f"a facet cuts a character at {start}..{end}")
            if not 0 <= start < end <= len(octets):
                faults.append(f"a facet at {start}..{end} of {len(octets)}")
        parent = record.get("reply", {}).get("parent")
        for name in ("root", "parent"):
            named = record.get("reply", {}).get(name)
            if named and not any(each["uri"] == named["uri"] and each["cid"] == named["cid"] for each in self.records.values()):
                faults.append(f"reply.{name} is no record here")
        if faults:
            for fault in faults:
                self.problem(fault)
            return error(400, "InvalidRequest", "; ".join(faults))
        if body["repo"] not in (DID, self.settings.get("account")):
            return error(400, "InvalidRequest", f"Could not find repo: {body['repo']}")
        key = body["rkey"]
        if self.defect:
            key = f"{self.attempts:013d}"
        uri = f"at://{DID}/app.bsky.feed.post/{key}"
        cid = "bafyrei" + hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:52]
        kept = {"uri": uri, "cid": cid, "value": record}
        if self.records.get(key) != kept:
            if key in self.records:
                self.problem(f"the record {key} was overwritten by another")
            self.records[key] = kept
            self.posted(uri, record["text"], parent["uri"] if parent else None, key)
        self.count += 1
        return Answer(200, {"uri": uri, "cid": cid, "validationStatus": "valid"})
