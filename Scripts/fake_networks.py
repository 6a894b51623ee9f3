"""Tests/Servers/fake-network as processes, and what each has recorded: for scripts that post to all of them."""
import json
import os
import pathlib
import subprocess

SERVER = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Servers" / "fake-network"

# For each sender: its keys but for `sender` (SERVER is the network's address), its secret, what the network knows.
SECRET = "Zinnober-4711"
NETWORKS = {
    "bluesky": ('server: "SERVER", account: news.example.org, password: { file: SECRET }', SECRET,
                {"account": "news.example.org"}),
    "discord-bot": ('server: "SERVER", token: { file: SECRET }, channel-id: 1300000000000000009', SECRET, {}),
    "discord-webhook": ("url: { file: SECRET }", f"SERVER/api/webhooks/4711/{SECRET}", {"token": SECRET}),
    "mastodon": ('server: "SERVER", token: { file: SECRET }', SECRET, {}),
    "slack": ('server: "SERVER", token: { file: SECRET }, channel-id: C0123456789', SECRET, {}),
    "slack-webhook": ("url: { file: SECRET }", f"SERVER/services/T0/B0/{SECRET}", {"token": SECRET}),
    "telegram": ('server: "SERVER", token: { file: SECRET }, chat: "@HarbourCourier"', f"4711:{SECRET}",
                 {"chat": "@HarbourCourier"}),
    "webhook": ('url: "SERVER/herald", secret: { file: SECRET }', "whsec_Wmlubm9iZXItNDcxMS1LYXJtZXNpbi1Jbi1CYXNlNjQ=", {}),
}


class Network:
    """One network on a port of this machine."""

    def __init__(self, name, folder):
        self.name = name
        keys, secret, settings = NETWORKS[name]
        settings = {"token": secret, **settings}
        conformance = os.environ.get("HERALD_CONFORMANCE")
        if name == "bluesky" and conformance:
            settings["lexicons"] = f"{conformance}/bluesky/lexicons"
        plan, self.file = folder / f"{name}.plan", folder / f"{name}.jsonl"
        plan.write_text(json.dumps({"settings": settings}))
        self.process = subprocess.Popen(
            [SERVER, name, plan, self.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.secret = secret.replace("SERVER", self.url)
        (folder / f"{name}.secret").write_text(self.secret + "\n")
        keys = keys.replace("SERVER", self.url).replace("SECRET", str(folder / f"{name}.secret"))
        self.channel = f"  {name}: {{ sender: {name}, {keys} }}"

    def events(self, kind):
        return [event for line in self.file.read_text().splitlines() if (event := json.loads(line))["event"] == kind]

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
