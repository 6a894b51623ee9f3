"""System calls of a command, counted and cut short with strace.

strace counts `when=N` in each thread; with --seccomp-bpf strace 6.1 does not count, so it is not used.
"""
import pathlib
import re
import subprocess
import tempfile

# Those that change something outside the process, or wait for it.
CALLS = (
    "pwrite64", "fdatasync", "fsync", "openat", "linkat", "renameat", "renameat2", "rename", "unlink", "unlinkat",
    "ftruncate", "mkdir", "flock", "fcntl", "write", "sendto", "recvfrom", "connect", "poll", "epoll_wait", "epoll_ctl",
)
SECONDS = 120


def count(command, folder, names):
    """Runs it to its end; answers for each call the numbers, in their threads, that come after the first mention of a file
    with one of these names. What comes before is the loading of the program."""
    with tempfile.NamedTemporaryFile("r", prefix="herald-trace-") as trace:
        done = subprocess.run(
            ["strace", "-f", "-qq", "-s", "512", "-o", trace.name, "-e", "trace=" + ",".join(CALLS), *command], cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=SECONDS)
        if done.returncode != 0:
            raise RuntimeError(f"`{' '.join(map(str, command))}` ended with {done.returncode}: {done.stderr[-2000:]}")
        lines = trace.read().splitlines()
    seen, numbers, begun = {}, {}, False
    for line in lines:
        match = re.match(r"(\d+)\s+(\w+)\(", line)
        if not match:
            continue
        begun = begun or any(name in line for name in names)
        thread, call = match.groups()
        number = seen[thread, call] = seen.get((thread, call), 0) + 1
        if begun:
            numbers.setdefault(call, set()).add(number)
    return {call: sorted(found) for call, found in numbers.items()}


def is_killed(command, folder, call, number, environment=None):
    """Ends it with SIGKILL as it enters that call for the so-manieth time in a thread. False when it came to its end first;
    an end with another code than 0 is an error."""
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}",
         *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment,
        timeout=SECONDS)
    # strace ends as its child did.
    if done.returncode in (-9, 128 + 9):
        return True
    if done.returncode != 0:
        raise RuntimeError(
            f"`{' '.join(map(str, command))}`, to be killed at {call} {number}, ended with {done.returncode}: "
            f"{done.stderr[-2000:]}")
    return False
