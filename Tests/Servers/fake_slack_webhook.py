"""An incoming webhook of Slack, as https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks documents it.

settings: token (the last piece of its address).
"""
import html

from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    def is_posting(self, request):
        return request.method == "POST" and request.body != b"{}"

    # https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
    def expired(self):
        return Answer(403, "invalid_token")

    def refused(self):
        return Answer(400, "invalid_payload")

    # https://docs.slack.dev/apis/web-api/rate-limits
    def limited(self, value):
        return Answer(429, "rate_limited", {"Retry-After": value or "30"})

    def answer(self, request):
        if request.path != "/services/T0/B0/" + self.settings["token"]:
            return Answer(404, "no_service")
        if request.method != "POST":
            return Answer(405, "method_not_allowed")
        body = request.json()
        for name in set(body) - {"text", "blocks", "attachments", "mrkdwn", "unfurl_links", "thread_ts"}:
            self.problem(f"{name} is no parameter")
        if not body.get("text"):
            return Answer(400, "no_text")
        if len(body["text"]) > 40_000:
            return self.refused()
        # https://docs.slack.dev/messaging/formatting-message-text#escaping
        self.posts.append(html.unescape(body["text"]))
        self.posted(len(self.posts), self.posts[-1])
        return Answer(200, "ok")
