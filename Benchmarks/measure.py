"""One run of a client against a fresh smtp-sink: how long, how much processor, how much memory, how many arrived."""
import dataclasses
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Run:
    messages: int
    seconds: float       # from the start of the process to its end
    processor: float     # seconds, user and system, of the client alone
    peak: float          # MB of memory, resident
    commits: int | None  # what the client counted itself
    output: str

    @property
    def rate(self):
        return self.messages / self.seconds

    @property
    def cost(self):
        """Microseconds of processor time for each message."""
        return 1e6 * self.processor / self.messages


class Sink:
    """Postfix's smtp-sink on a free port of this machine, counting what it takes."""

    def __init__(self, log, *options):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.log = pathlib.Path(log)
        as_other = ["-u", "nobody"] if os.getuid() == 0 else []
        with self.log.open("wb") as file:
            self.process = subprocess.Popen(
                ["smtp-sink", *as_other, "-c", *options, f"127.0.0.1:{self.port}", "1000"],
                stdout=file, stderr=subprocess.STDOUT, env=os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin"})
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.01)
        sys.exit(f"smtp-sink did not start: {self.log.read_text()}")

    def stop(self):
        """Ends it; answers how many messages it took."""
        self.process.terminate()
        self.process.wait()
        counts = re.findall(r"mesg=(\d+)", self.log.read_text())
        return int(counts[-1]) if counts else 0


def run(command, messages, folder, *, sink=(), cwd=None):
    """Runs a client; `command` makes its arguments from the sink's port. Ends the benchmark when the sink has not counted
    exactly as many messages as were owed."""
    server = Sink(folder / "sink.log", *sink)
    try:
        peak = folder / "peak"
        with (folder / "out").open("w+") as out, (folder / "err").open("w+") as err:
            begun = time.monotonic()
            # The peak comes from `time`: what wait4 says of memory is the parent's own as long as that is more.
            process = subprocess.Popen(
                ["/usr/bin/time", "-f", "%M", "-o", peak, *command(server.port)], cwd=cwd, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            output = out.read()
            if process.returncode != 0:
                err.seek(0)
                sys.exit(f"bench: {command(server.port)} ended with {process.returncode}: {output}{err.read()[-2000:]}")
    finally:
        counted = server.stop()
    if counted != messages:
        sys.exit(f"bench: {messages} messages were owed, smtp-sink counted {counted}: {command(server.port)}")
    commits = re.search(r"^commits (\d+)$", output, re.MULTILINE)
    return Run(
        messages, seconds, usage.ru_utime + usage.ru_stime, int(peak.read_text()) / 1024,
        int(commits[1]) if commits else None, output)


def fdatasync_microseconds(folder):
    """The median of 200 appends of 4 kB, each followed by fdatasync, in the folder that holds the stores."""
    times = []
    path = folder / "fdatasync"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for _ in range(200):
            os.write(descriptor, b"\0" * 4096)
            begun = time.perf_counter()
            os.fdatasync(descriptor)
            times.append(1e6 * (time.perf_counter() - begun))
    finally:
        os.close(descriptor)
        path.unlink()
    return statistics.median(times)
