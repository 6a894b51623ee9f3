/* (b) libcurl connects (CURLOPT_CONNECT_ONLY), the rest is an own dialogue: MAIL, RCPT and DATA in one write, then the
 * body, the final dot, one reply; one thread polls all sessions. This is the fastest that one thread can be expected to
 * do; it remembers nothing, so a crash loses or doubles what is on its way.
 *
 * (c) With DATABASE it keeps Herald's promise as well: the body goes out, a mark is committed, then the dot, and the
 * outcome is committed after the reply; marks and outcomes share commits (ledger.c).
 *
 * usage: pipelined smtp://HOST:PORT SESSIONS MESSAGE RECIPIENTS [DATABASE] */
#include <curl/curl.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "ledger.h"
#include "mail.h"

enum phase { ENVELOPE, BODY, GATE, DOT, IDLE };

struct session {
  CURL *easy;
  enum phase phase;
  int replies; /* still to come in this phase */
  const struct recipient *to;
  const char *out; /* still to be written */
  size_t left;
  char envelope[600];
  char in[4096];
  size_t have;
};

static struct mail mail, whole; /* without and with the final dot */
static struct recipients recipients;
static size_t next_recipient, sent, idle;
static int has_ledger;
static struct session *all;
static struct pollfd *polled;

/* Writes what the socket takes; polls for more room when it takes no more. */
static void give(struct session *session) {
  while (session->left) {
    size_t some = 0;
    CURLcode code = curl_easy_send(session->easy, session->out, session->left, &some);
    if (code == CURLE_AGAIN) break;
    if (code != CURLE_OK) give_up("not sent: %s", curl_easy_strerror(code));
    session->out += some;
    session->left -= some;
  }
  polled[session - all].events = session->left ? POLLIN | POLLOUT : POLLIN;
}

static void say(struct session *session, enum phase phase, const char *bytes, size_t size, int replies) {
  session->phase = phase;
  session->out = bytes;
  session->left = size;
  session->replies = replies;
  give(session);
}

static void start_next(struct session *session) {
  if (next_recipient == recipients.count) {
    session->phase = IDLE;
    idle++;
    return;
  }
  session->to = &recipients.list[next_recipient++];
  int size = snprintf(session->envelope, sizeof session->envelope,
                      "MAIL FROM:<news@example.org>\r\nRCPT TO:<%s>\r\nDATA\r\n", session->to->address);
  say(session, ENVELOPE, session->envelope, (size_t)size, 3);
}

/* All body bytes are with the system. */
static void reach_gate(struct session *session) {
  session->phase = GATE;
  ledger_mark(session->to->job, (int)(session - all));
}

/* The last reply of a phase has come. */
static void go_on(struct session *session, const char *reply) {
  switch (session->phase) {
  case ENVELOPE:
    if (memcmp(reply, "354", 3)) give_up("DATA was answered %s", reply);
    if (!has_ledger) return say(session, DOT, whole.bytes, whole.size, 1);
    say(session, BODY, mail.bytes, mail.size, 0);
    if (!session->left) reach_gate(session);
    return;
  case DOT:
    if (reply[0] != '2') give_up("the dot was answered %s", reply);
    sent++;
    if (has_ledger) ledger_sent(session->to->job, reply + 4);
    return start_next(session);
  default: give_up("a reply that nobody asked for: %s", reply);
  }
}

/* Reads until there is nothing more; each line that ends a reply counts. */
static void take(struct session *session) {
  for (;;) {
    size_t some = 0;
    CURLcode code =
        curl_easy_recv(session->easy, session->in + session->have, sizeof session->in - session->have - 1, &some);
    if (code == CURLE_AGAIN) return;
    if (code != CURLE_OK || !some) give_up("the connection is lost: %s", curl_easy_strerror(code));
    session->have += some;
    session->in[session->have] = 0;
    char *line = session->in;
    for (char *end; (end = strstr(line, "\r\n")); line = end + 2) {
      *end = 0;
      if (end - line < 3) give_up("no reply: %s", line);
      if (line[3] == '-') continue;
      if (line[0] != '2' && line[0] != '3') give_up("refused: %s", line);
      if (--session->replies == 0) go_on(session, line);
      else if (session->replies < 0) give_up("a reply that nobody asked for: %s", line);
    }
    session->have -= (size_t)(line - session->in);
    memmove(session->in, line, session->have);
    if (session->have + 1 == sizeof session->in) give_up("a reply without end");
  }
}

int main(int count, char **argument) {
  if (count != 5 && count != 6) give_up("usage: pipelined smtp://HOST:PORT SESSIONS MESSAGE RECIPIENTS [DATABASE]");
  size_t sessions = (size_t)atoi(argument[2]);
  mail = stuffed(read_mail(argument[3]));
  whole = (struct mail){malloc(mail.size + 3), mail.size + 3};
  if (!sessions || !whole.bytes) give_up("%s sessions", argument[2]);
  memcpy(whole.bytes, mail.bytes, mail.size);
  memcpy(whole.bytes + mail.size, ".\r\n", 3);
  recipients = read_recipients(argument[4]);
  has_ledger = count == 6;

  all = calloc(sessions, sizeof *all);
  polled = calloc(sessions + 1, sizeof *polled);
  int *marked = calloc(sessions, sizeof *marked);
  int done = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (!all || !polled || !marked || done < 0) give_up("out of memory");
  if (has_ledger) ledger_open(argument[5], done);
  polled[sessions] = (struct pollfd){done, POLLIN, 0};

  curl_global_init(CURL_GLOBAL_DEFAULT);
  for (size_t i = 0; i < sessions; i++) {
    CURL *easy = all[i].easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, argument[1]);
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK) give_up("no session: %s", curl_easy_strerror(code));
    curl_socket_t socket;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);
    polled[i] = (struct pollfd){socket, POLLIN, 0};
  }
  for (size_t i = 0; i < sessions; i++) start_next(&all[i]);
  while (idle < sessions) {
    if (has_ledger) ledger_hand_over();
    if (poll(polled, sessions + 1, -1) < 0 && errno != EINTR) give_up("poll: %s", strerror(errno));
    for (size_t i = 0; i < sessions; i++) {
      if (polled[i].revents & POLLOUT) {
        give(&all[i]);
        if (!all[i].left && all[i].phase == BODY) reach_gate(&all[i]);
      }
      if (polled[i].revents & ~POLLOUT) take(&all[i]);
    }
    if (polled[sessions].revents) {
      uint64_t number;
      if (read(done, &number, sizeof number) < 0 && errno != EAGAIN) give_up("eventfd: %s", strerror(errno));
      for (size_t some; (some = ledger_marked(marked, sessions)) > 0;)
        for (size_t i = 0; i < some; i++) say(&all[marked[i]], DOT, ".\r\n", 3, 1);
    }
  }
  for (size_t i = 0; i < sessions; i++) curl_easy_cleanup(all[i].easy);
  printf("sent %zu\n", sent);
  if (has_ledger) printf("commits %ld\n", ledger_close());
  return sent == recipients.count ? 0 : 1;
}
