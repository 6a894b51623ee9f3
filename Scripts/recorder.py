"""Tests/Servers/smtp-recorder as a process, and what it wrote down."""
import collections
import pathlib
import subprocess
import sys
import time

SERVER = pathlib.Path(__file__).parent.parent / "Tests" / "Servers" / "smtp-recorder"

Accepted = collections.namedtuple("Accepted", "number recipient message_id sha256 size")


class Recorder:
    """A server that is ready at `port`; `read` takes in what it has written since."""

    def __init__(self, log, *options):
        self.log = pathlib.Path(log)
        self.accepted = []
        self.replied = set()
        self.recipients = set()
        self.offset = 0
        self.rest = ""
        self.process = subprocess.Popen([SERVER, self.log, *options])
        deadline = time.monotonic() + 10
        while not (self.log.exists() and self.log.read_text().startswith("listening ")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{SERVER.name} did not start")
            time.sleep(0.01)
        self.port = int(self.log.read_text().split()[1])

    def read(self):
        with self.log.open() as file:
            file.seek(self.offset)
            new = file.read()
            self.offset = file.tell()
        *lines, self.rest = (self.rest + new).split("\n")
        for line in lines:
            event, *words = line.split(" ")
            if event == "accepted":
                self.accepted.append(Accepted(int(words[0]), *words[1:4], int(words[4])))
                self.recipients.add(words[1])
            elif event == "replied":
                self.replied.add(int(words[0]))
        return self

    def stop(self):
        # Not SIGTERM: below a Swift test that is blocked, and what is blocked is inherited.
        self.process.kill()
        self.process.wait()
