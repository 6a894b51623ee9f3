"""The Web API of Slack, as https://docs.slack.dev documents it: 200 to almost everything, and `ok` says the rest.

settings: token, readable (false: the app has no scope to read the history), scopes (of the token).
"""
import html
import time
import urllib.parse

from fake_http import Answer, FakeNetwork

CHANNEL = "C0123456789"


def error(name, status=200, headers=None):
    return Answer(status, {"ok": False, "error": name}, headers)


class Network(FakeNetwork):
    def is_posting(self, request):
        return request.path == "/api/chat.postMessage"

    # https://docs.slack.dev/reference/methods/chat.postMessage#errors
    def expired(self):
        return error("token_expired")

    def refused(self):
        return error("msg_too_long")

    def said(self, word):
        return error(word)

    # https://docs.slack.dev/apis/web-api/rate-limits
    def limited(self, value):
        if value and value.startswith("body:"):
            return error("ratelimited", headers={"Retry-After": value[5:]})
        return error("ratelimited", 429, {"Retry-After": value or "30"})

    def answer(self, request):
        if request.headers.get("authorization") != "Bearer " + self.settings["token"]:
            return error("invalid_auth")
        query = {name: values[0] for name, values in urllib.parse.parse_qs(request.query).items()}
        method = request.path.removeprefix("/api/")
        if method == "auth.test":
            return Answer(200, {"ok": True, "team": "Harbour", "user": "courier", "user_id": "U1", "bot_id": "B1"},
                          # https://docs.slack.dev/tools/node-slack-sdk/reference/web-api/interfaces/WebAPICallResult (scopes): a field of every answer
                          {"X-OAuth-Scopes": self.settings.get("scopes", "chat:write,channels:history")})
        if method in ("conversations.history", "conversations.replies"):
            if not self.settings.get("readable", True):
                return error("missing_scope")
            if query.get("channel") != CHANNEL:
                return error("channel_not_found")
            # https://docs.slack.dev/reference/methods/conversations.history: the latest first, replies not among them
            root = query.get("ts")
            seen = [each for each in reversed(self.posts) if float(each["ts"]) >= float(query.get("oldest", "0"))
                    and (each.get("thread_ts", each["ts"]) == root if root else "thread_ts" not in each)]
            if query.get("include_all_metadata") != "true":
                seen = [{name: value for name, value in each.items() if name != "metadata"} for each in seen]
            # Another app's message stands among them, with metadata of its own kind.
            if not root:
                seen.insert(0, {"type": "message", "ts": "1.000001", "metadata": {"event_payload": {"key": 7}}})
            return Answer(200, {"ok": True, "messages": seen[:int(query.get("limit", 100))]})
        if method == "chat.delete":
            return self.delete(request.json())
        if method != "chat.postMessage":
            return error("unknown_method")
        return self.post(request)

    # https://docs.slack.dev/reference/methods/chat.delete
    def delete(self, body):
        if body.get("channel") != CHANNEL:
            return error("channel_not_found")
        for post in self.posts:
            if post["ts"] == body.get("ts"):
                self.posts.remove(post)
                self.deleted(post["ts"])
                return Answer(200, {"ok": True, "channel": CHANNEL, "ts": post["ts"]})
        return error("message_not_found")

    # https://docs.slack.dev/reference/methods/chat.postMessage
    def post(self, request):
        body = request.json()
        for name in set(body) - {"channel", "text", "mrkdwn", "metadata", "thread_ts", "unfurl_links"}:
            self.problem(f"{name} is no parameter")
        if body.get("channel") != CHANNEL:
            return error("channel_not_found")
        if not body.get("text"):
            return error("no_text")
        if len(body["text"]) > 40_000:
            return self.refused()
        # https://docs.slack.dev/messaging/message-metadata
        metadata = body.get("metadata") or {}
        if set(metadata) != {"event_type", "event_payload"} or not isinstance(metadata["event_payload"], dict):
            return error("invalid_metadata_format")
        thread = body.get("thread_ts")
        if thread and not any(each["ts"] == thread and "thread_ts" not in each for each in self.posts):
            return error("thread_not_found")
        post = {"ts": f"{int(time.time())}.{self.attempts:06d}", "text": body["text"], "metadata": metadata}
        self.posts.append(post | ({"thread_ts": thread} if thread else {}))
        self.posted(post["ts"], html.unescape(body["text"]), thread)
        return Answer(200, {"ok": True, "channel": CHANNEL, "ts": post["ts"], "message": {"text": body["text"]}})
