"""Discord's interface for bots, as https://docs.discord.com/developers documents it.

settings: token, nonce-seconds (how long a nonce is remembered: “a few minutes”, 180), readable (false: no history).
"""
import datetime
import time

from fake_http import Answer, FakeNetwork

CHANNEL = "/api/v10/channels/1300000000000000009/messages"
# https://docs.discord.com/developers/reference#snowflakes
FIRST = 1_300_000_000_000_000_100


class Network(FakeNetwork):
    def __init__(self, plan, record):
        super().__init__(plan, record)
        self.nonces = {}

    def is_posting(self, request):
        return request.method == "POST" and request.path == CHANNEL

    # https://docs.discord.com/developers/reference#error-messages
    def expired(self):
        return Answer(401, {"message": "401: Unauthorized", "code": 0})

    def refused(self):
        return Answer(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"content": {"_errors": [
            {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}}})

    # https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
    def limited(self, value):
        if value and value.startswith("header:"):
            return Answer(429, "<html>banned</html>", {"Retry-After": value[7:]})
        return Answer(429, {"message": "You are being rate limited.", "retry_after": float(value or 1.5), "global": True},
                      {"Retry-After": "65", "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"})

    def answer(self, request):
        if request.headers.get("authorization") != "Bot " + self.settings["token"]:
            return self.expired()
        if request.path == "/api/v10/users/@me":
            return Answer(200, {"id": "4711", "username": "courier", "bot": True})
        if request.method == "DELETE" and request.path.startswith(CHANNEL + "/"):
            # https://docs.discord.com/developers/resources/message#delete-message
            for post in self.posts:
                if post["id"] == request.path.removeprefix(CHANNEL + "/"):
                    self.posts.remove(post)
                    self.deleted(post["id"])
                    return Answer(204)
            return Answer(404, {"message": "Unknown Message", "code": 10008})
        if request.path != CHANNEL:
            return Answer(404, {"message": "Unknown Channel", "code": 10003})
        if request.method == "GET":
            if not self.settings.get("readable", True):
                return Answer(403, {"message": "Missing Access", "code": 50001})
            # https://docs.discord.com/developers/resources/message#get-channel-messages: the latest first
            return Answer(200, list(reversed(self.posts))[:100])
        return self.create(request.json())

    # https://docs.discord.com/developers/resources/message#create-message
    def create(self, body):
        for name in set(body) - {"content", "nonce", "tts", "embeds", "allowed_mentions", "message_reference", "flags",
                                 "enforce_nonce"}:
            self.problem(f"{name} is no parameter")
        if body.get("allowed_mentions") != {"parse": []}:
            self.problem("the text could ping people")
        nonce = body.get("nonce")
        if nonce is not None and len(str(nonce)) > 25:
            return Answer(400, {"message": "Invalid Form Body", "code": 50035})
        if not body.get("content"):
            return Answer(400, {"message": "Cannot send an empty message", "code": 50006})
        if len(body["content"]) > 2000:
            return self.refused()
        reply = (body.get("message_reference") or {}).get("message_id")
        if reply is not None and not any(post["id"] == reply for post in self.posts):
            return Answer(400, {"message": "Unknown message", "code": 10008})
        kept = self.kept_key(nonce) if nonce and body.get("enforce_nonce") else None
        if kept in self.nonces and time.monotonic() < self.nonces[kept][1]:
            return Answer(200, self.nonces[kept][0])
        # https://docs.discord.com/developers/resources/message#message-object
        post = {"id": str(FIRST + len(self.posts)), "content": body["content"], "author": {"id": "4711", "bot": True},
                "timestamp": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds"),
                "message_reference": {"message_id": reply} if reply else None}
        self.posts.append(post)
        if kept:
            self.nonces[kept] = (post, time.monotonic() + self.settings.get("nonce-seconds", 180))
        self.posted(post["id"], post["content"], reply, nonce)
        return Answer(200, post)
