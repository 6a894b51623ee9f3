"""A webhook of Discord, as https://docs.discord.com/developers/resources/webhook documents it.

settings: token (the last piece of its address).
"""
from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    def is_posting(self, request):
        return request.method == "POST"

    # https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
    def expired(self):
        return Answer(401, {"message": "Invalid Webhook Token", "code": 50027})

    # https://docs.discord.com/developers/reference#error-messages
    def refused(self):
        return Answer(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"content": {"_errors": [
            {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}}})

    # https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
    def limited(self, value):
        if value and value.startswith("header:"):
            return Answer(429, "<html>banned</html>", {"Retry-After": value[7:]})
        if value and value.startswith("after:"):
            return Answer(429, None, {"X-RateLimit-Reset-After": value[6:], "X-RateLimit-Scope": "shared"})
        return Answer(429, {"message": "You are being rate limited.", "retry_after": float(value or 1.5), "global": False},
                      {"Retry-After": "65", "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0",
                       "X-RateLimit-Reset": "1790000075.5", "X-RateLimit-Reset-After": "65.0", "X-RateLimit-Scope": "user"})

    def answer(self, request):
        address = "/api/webhooks/4711/" + self.settings["token"]
        if request.method == "DELETE" and request.path.startswith(address + "/messages/"):
            # https://docs.discord.com/developers/resources/webhook#delete-webhook-message
            number = int(request.path.rpartition("/")[2]) - 1_300_000_000_000_000_001
            if not 0 <= number < len(self.posts) or self.posts[number] is None:
                return Answer(404, {"message": "Unknown Message", "code": 10008})
            self.posts[number] = None
            self.deleted(1_300_000_000_000_000_001 + number)
            return Answer(204)
        if request.path != address:
            return Answer(404, {"message": "Unknown Webhook", "code": 10015})
        if request.method == "GET":
            return Answer(200, {"id": "4711", "type": 1, "name": "Courier", "channel_id": "9"})
        body = request.json()
        for name in set(body) - {"content", "username", "avatar_url", "embeds", "allowed_mentions", "flags"}:
            self.problem(f"{name} is no parameter of a webhook")
        if body.get("allowed_mentions") != {"parse": []}:
            self.problem("the text could ping people")
        if "wait=true" not in request.query.split("&"):
            self.problem("without wait=true nobody learns whether it was saved")
        if not body.get("content"):
            return Answer(400, {"message": "Cannot send an empty message", "code": 50006})
        if len(body["content"]) > 2000:
            return self.refused()
        self.posts.append(body["content"])
        identifier = str(1_300_000_000_000_000_000 + len(self.posts))
        self.posted(identifier, body["content"])
        # https://docs.discord.com/developers/resources/message#message-object
        return Answer(200, {"id": identifier, "channel_id": "9", "content": body["content"], "webhook_id": "4711"})
