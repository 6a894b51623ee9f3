"""The Bot API of Telegram, as https://core.telegram.org/bots/api documents it.

settings: token, chat, may-post (false: the bot is no administrator of the channel).
"""
from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    def is_posting(self, request):
        return request.path.endswith("/sendMessage")

    # https://core.telegram.org/bots/api#making-requests
    @staticmethod
    def error(code, description, parameters=None):
        body = {"ok": False, "error_code": code, "description": description}
        return Answer(code, body | ({"parameters": parameters} if parameters else {}))

    def expired(self):
        return self.error(401, "Unauthorized")

    # https://github.com/tdlib/telegram-bot-api: "MESSAGE_TOO_LONG" is told as this.
    def refused(self):
        return self.error(400, "Bad Request: message is too long")

    # https://core.telegram.org/bots/api#responseparameters
    def limited(self, value):
        return self.error(429, f"Too Many Requests: retry after {value}", {"retry_after": int(value or 30)})

    def answer(self, request):
        bot, _, method = request.path.removeprefix("/bot").partition("/")
        if bot != self.settings["token"]:
            return self.error(401, "Unauthorized")
        body = request.json()
        if method == "getMe":
            return Answer(200, {"ok": True, "result": {"id": 4711, "is_bot": True, "first_name": "C", "username": "CourierBot"}})
        if method not in ("getChat", "getChatMember", "sendMessage", "deleteMessage"):
            return self.error(404, "Not Found")
        if str(body.get("chat_id")) != self.settings["chat"]:
            return self.error(400, "Bad Request: chat not found")
        if method == "getChat":
            return Answer(200, {"ok": True, "result": {"id": -1001, "type": "channel", "title": "Harbour Courier"}})
        if method == "getChatMember":
            # https://core.telegram.org/bots/api#chatmemberadministrator
            if str(body.get("user_id")) != "4711":
                return self.error(400, "Bad Request: invalid user_id specified")
            return Answer(200, {"ok": True, "result": {
                "status": "administrator", "user": {"id": 4711}, "can_post_messages": self.settings.get("may-post", True)}})
        if method == "deleteMessage":
            # https://core.telegram.org/bots/api#deletemessage: True on success
            number = int(body.get("message_id", 0))
            if not 0 < number <= len(self.posts) or self.posts[number - 1] is None:
                return self.error(400, "Bad Request: message to delete not found")
            self.posts[number - 1] = None
            self.deleted(number)
            return Answer(200, {"ok": True, "result": True})
        return self.send(body)

    # https://core.telegram.org/bots/api#sendmessage
    def send(self, body):
        known = {"chat_id", "text", "entities", "disable_notification", "reply_parameters", "link_preview_options"}
        for name in set(body) - known:
            self.problem(f"{name} is no parameter")
        text = body.get("text", "")
        units = len(text.encode("utf-16-le")) // 2
        if not text:
            return self.error(400, "Bad Request: message text is empty")
        if units > 4096:
            return self.refused()
        for entity in body.get("entities", []):
            # https://core.telegram.org/bots/api#messageentity
            if entity["type"] not in ("mention", "hashtag", "cashtag", "url", "text_link") or \
                    not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units or \
                    (entity["type"] == "text_link") != ("url" in entity):
                self.problem(f"entity {entity}")
        reply = (body.get("reply_parameters") or {}).get("message_id")
        if reply is not None and not 0 < reply <= len(self.posts):
            return self.error(400, "Bad Request: message to be replied not found")
        self.posts.append(text)
        number = len(self.posts)
        self.posted(number, text, None if reply is None else str(reply))
        return Answer(200, {"ok": True, "result": {
            "message_id": number, "date": 1790000000, "text": text, "chat": {"id": -1001, "type": "channel"}}})
