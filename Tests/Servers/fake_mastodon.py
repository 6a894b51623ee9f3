"""Mastodon, as https://docs.joinmastodon.org documents it and app/services/post_status_service.rb does it.

settings: token, account (id), key-seconds (how long a key is remembered, 3600), readable (false: the token may not read),
characters (500).
"""
import datetime
import html
import time
import urllib.parse

from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    def __init__(self, plan, record):
        super().__init__(plan, record)
        self.token = self.settings.get("token", "")
        self.keys = {}
        self.number = 111_000

    def is_posting(self, request):
        return request.method == "POST" and request.path == "/api/v1/statuses"

    # https://docs.joinmastodon.org/methods/statuses/#401-unauthorized
    def expired(self):
        return Answer(401, {"error": "The access token is invalid"})

    # https://docs.joinmastodon.org/methods/statuses/#422-unprocessable-entity
    def refused(self):
        return Answer(422, {"error": "Validation failed: Text character limit of 500 exceeded"})

    # https://docs.joinmastodon.org/api/rate-limits/: the reset is ISO 8601, to the microsecond.
    def limited(self, value):
        if value and value.startswith("retry-after:"):
            return Answer(429, {"error": "Too many requests"}, {"Retry-After": value[12:]})
        return Answer(429, {"error": "Too many requests"}, {
            "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": value or "2026-11-23T12:05:00.000000Z"})

    def answer(self, request):
        if request.path == "/api/v2/instance":
            # https://docs.joinmastodon.org/entities/Instance/
            return Answer(200, {"domain": "social.example.org", "title": "Social", "version": "4.5.0", "configuration": {
                "statuses": {"max_characters": self.settings.get("characters", 500), "characters_reserved_per_url": 23}}})
        if request.headers.get("authorization") != "Bearer " + self.token:
            return self.expired()
        if self.is_posting(request):
            return self.create(request)
        if request.method == "DELETE":
            return self.delete(request.path.removeprefix("/api/v1/statuses/"))
        if request.method != "GET":
            return Answer(404, {"error": "Record not found"})
        if not self.settings.get("readable", True):
            # https://docs.joinmastodon.org/api/oauth-scopes/
            return Answer(403, {"error": "This action is outside the authorized scopes"})
        account = self.settings.get("account", "42")
        if request.path == "/api/v1/accounts/verify_credentials":
            # https://docs.joinmastodon.org/entities/Account/
            return Answer(200, {"id": account, "username": "courier", "acct": "courier"})
        if request.path == f"/api/v1/accounts/{account}/statuses":
            limit = int(urllib.parse.parse_qs(request.query).get("limit", ["20"])[0])
            if limit > 40:
                self.problem("limit is more than 40")
            return Answer(200, [self.shown(post) for post in reversed(self.posts)][:limit])
        for post in self.posts:
            if request.path == f"/api/v1/statuses/{post['id']}/source":
                # https://docs.joinmastodon.org/entities/StatusSource/
                return Answer(200, {"id": post["id"], "text": post["text"], "spoiler_text": ""})
        return Answer(404, {"error": "Record not found"})

    # https://docs.joinmastodon.org/methods/statuses/#create
    def create(self, request):
        if request.headers.get("content-type") != "application/json":
            self.problem("the body is not said to be JSON")
        body = request.json()
        known = {"status", "visibility", "in_reply_to_id", "language", "spoiler_text", "sensitive", "media_ids"}
        for name in set(body) - known:
            self.problem(f"{name} is no parameter")
        if body.get("visibility", "public") not in ("public", "unlisted", "private", "direct"):
            self.problem(f"visibility {body['visibility']!r}")
        text = (body.get("status") or "").strip()
        if not text:
            return Answer(422, {"error": "Validation failed: Text can't be blank"})
        if len(text) > self.settings.get("characters", 500):
            return self.refused()
        reply = body.get("in_reply_to_id")
        if reply is not None and not any(post["id"] == reply for post in self.posts):
            # app/controllers/api/v1/statuses_controller.rb, set_thread
            return Answer(404, {"error": "The post you are trying to reply to does not appear to exist."})
        key = request.headers.get("idempotency-key")
        kept = self.kept_key(key) if key else None
        if kept in self.keys:
            post, expires = self.keys[kept]
            if time.monotonic() < expires:
                return Answer(200, self.shown(post))
        self.number += 1
        now = datetime.datetime.now(datetime.timezone.utc)
        post = {"id": str(self.number), "text": text, "reply": reply,
                "created": now.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        self.posts.append(post)
        if kept:
            self.keys[kept] = (post, time.monotonic() + self.settings.get("key-seconds", 3600))
        self.posted(post["id"], text, reply, key)
        return Answer(200, self.shown(post))

    # https://docs.joinmastodon.org/methods/statuses/#delete: the status that was, with its source text
    def delete(self, identifier):
        for post in self.posts:
            if post["id"] == identifier:
                self.posts.remove(post)
                self.deleted(identifier)
                return Answer(200, {**self.shown(post), "text": post["text"]})
        return Answer(404, {"error": "Record not found"})

    # https://docs.joinmastodon.org/entities/Status/
    def shown(self, post):
        return {"id": post["id"], "created_at": post["created"], "in_reply_to_id": post["reply"], "visibility": "public",
                "url": f"https://social.example.org/@courier/{post['id']}", "content": f"<p>{html.escape(post['text'])}</p>"}
