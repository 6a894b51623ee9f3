"""(e) Python's smtplib, as a newsletter script would use it: one thread and one connection for each session.

usage: smtplib_threads.py HOST:PORT SESSIONS MESSAGE RECIPIENTS
"""
import pathlib
import queue
import smtplib
import sys
import threading


def work(host, port, message, recipients, sent):
    with smtplib.SMTP(host, port) as server:
        while True:
            try:
                address = recipients.get_nowait()
            except queue.Empty:
                return
            server.sendmail("news@example.org", [address], message)
            sent.append(address)


host, port = sys.argv[1].split(":")
message = pathlib.Path(sys.argv[3]).read_bytes()
recipients, sent = queue.SimpleQueue(), []
owed = 0
for line in pathlib.Path(sys.argv[4]).read_text().split("\n"):
    if line:
        recipients.put(line)
        owed += 1
threads = [
    threading.Thread(target=work, args=(host, int(port), message, recipients, sent)) for _ in range(int(sys.argv[2]))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"sent {len(sent)}")
sys.exit(0 if len(sent) == owed else 1)
