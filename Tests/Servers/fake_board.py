"""The notice board that WritingASender.md walks through: made up, so that the page has one whose every rule fits on it.

settings: token.
"""
from fake_http import Answer, FakeNetwork


class Network(FakeNetwork):
    # POST /notices takes a notice.
    def is_posting(self, request):
        return request.method == "POST" and request.path == "/notices"

    # 401: the token is not, or no longer, right.
    def expired(self):
        return Answer(401, {"error": "who are you?"})

    # 422: a notice that it will not have.
    def refused(self):
        return Answer(422, {"error": "a notice has at most 1000 characters"})

    # 429, and in how many seconds to come again.
    def limited(self, value):
        return Answer(429, {"error": "slowly"}, {"Retry-After": value or "30"})

    def answer(self, request):
        if request.headers.get("authorization") != "Bearer " + self.settings["token"]:
            return self.expired()
        if request.method == "GET" and request.path == "/me":
            return Answer(200, {"name": "courier"})
        if not self.is_posting(request):
            return Answer(404, {"error": "there is nothing here"})
        body = request.json()
        if set(body) != {"text"}:
            self.problem(f"a notice has a text and no more: {sorted(body)}")
        if len(body.get("text", "")) > 1000:
            return self.refused()
        self.posts.append(body["text"])
        self.posted(len(self.posts), body["text"])
        # 201, and the notice's number.
        return Answer(201, {"id": str(len(self.posts))})
