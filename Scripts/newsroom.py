"""A newsroom in a folder of its own with an opened edition: what kill-drain, kill-mail and the benchmarks start from."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys

# About 2 kB as a mail.
ARTICLE = """The harbour reopens after the storm

The harbour at Northwick reopened on Monday, nine days after a storm tore away the eastern mole. Two ferries left before noon.

News Briefs:

• The library on Quay Street – closed since March – opens again on Saturday. Its reading room has new windows to the sea, and the children's shelves have moved to the ground floor.
• Bus 14 runs every ten minutes until the bridge is mended. Its stop at the fish market is closed; the next ones are at the customs house and at the school.
• The council meets on 3 December; its papers are at https://example.org/council/2026-12-03. It will decide on the price of berths and on the hours of the night ferry.
• Forty boats have left for the northern banks, ten more than last year. The cooperative pays them a tenth more for cod that is landed before six in the morning.
• The lighthouse at Skarholm is dark until Thursday. Skippers are asked to keep to the buoys, and to report those that have drifted to the harbour office on channel 12.
"""

CONFIG = """newsroom: { name: The Northwick Gazette, site: "https://example.org", timezone: UTC, language: en }
store: sqlite:herald.db
channels:
  mail:
    from: Northwick Gazette <news@example.org>
    sessions: %(sessions)d
%(sender)s
digests:
  weekly: { channel: mail, list: readers, title: Weekly digest }
"""

FILES = """    sender: file
    directory: outbox/mail"""


def smtp(port, on_uncertain="retry"):
    """The lines of a channel that speaks SMTP in clear with a server on this machine."""
    return f'''    sender: smtp
    server: "smtp://127.0.0.1:{port}"
    tls: none
    on-uncertain: {on_uncertain}'''


class Newsroom:
    def __init__(self, binary, folder):
        self.binary = pathlib.Path(binary).resolve()
        self.folder = pathlib.Path(folder)
        self.store = self.folder / "herald.db"

    def prepare(self, subscribers, sender=FILES, sessions=10):
        """Lays it out, imports so many subscribers and opens an edition; answers their addresses."""
        subprocess.run([self.binary, "init", self.folder], check=True, capture_output=True)
        self.configure(sender, sessions)
        (self.folder / "harbour.txt").write_text(ARTICLE)
        readers = [f"reader{number:06}@list{number % 97}.example.net" for number in range(subscribers)]
        with (self.folder / "readers.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [("email", "name")] + [(address, f"Reader {number}") for number, address in enumerate(readers)])
        self.herald("subscribers", "import", "--list", "readers", "readers.csv")
        self.herald("add", "harbour.txt")
        self.herald("digest", "open", "weekly")
        return readers

    def configure(self, sender, sessions):
        (self.folder / "Config" / "herald.yaml").write_text(CONFIG % {"sender": sender, "sessions": sessions})

    def copy(self, folder):
        """The same newsroom elsewhere, which takes itself for the original; nobody may be writing into this one."""
        shutil.copytree(self.folder, folder)
        copy = Newsroom(self.binary, folder)
        copy.adopt()
        return copy

    def adopt(self):
        """Tells a copy that it is the original. Otherwise herald sees that it is none, and starts paused."""
        known = pathlib.Path(f"{self.store}.incarnation")
        if known.exists():
            incarnation, file = json.loads(known.read_text()), self.store.stat()
            incarnation["file"] = {"device": file.st_dev, "inode": file.st_ino}
            known.write_text(json.dumps(incarnation))

    def herald(self, *arguments, allowed=(0,)):
        done = subprocess.run([self.binary, *arguments], cwd=self.folder, capture_output=True, text=True)
        if done.returncode not in allowed:
            sys.exit(f"violated: `herald {' '.join(arguments)}` ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self, *arguments, environment=None):
        return subprocess.Popen(
            [self.binary, *arguments], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment)

    def audit(self):
        """The mail channel's jobs by state, without zeros, and what is wrong with the books."""
        report = json.loads(self.herald("audit", "--json", allowed=(0, 1)))
        states = {state: count for state, count in report["channels"]["mail"].items() if count and state != "owed"}
        return states, [] if report["balanced"] is True else [f"the audit is not balanced: {report}"]
