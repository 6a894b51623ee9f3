/* (a) libcurl's own SMTP upload: SESSIONS easy handles in one multi handle, each used again for the next message, so
 * that its connection stays open. This is what an application does that leaves SMTP to libcurl.
 *
 * usage: upload smtp://HOST:PORT SESSIONS MESSAGE RECIPIENTS */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mail.h"

struct session {
  CURL *easy;
  struct curl_slist *to;
  size_t at; /* of the message, what libcurl has taken */
};

static struct mail mail;
static struct recipients recipients;
static size_t next_recipient;

static size_t give(char *buffer, size_t size, size_t count, void *pointer) {
  struct session *session = pointer;
  size_t room = size * count, left = mail.size - session->at, some = left < room ? left : room;
  memcpy(buffer, mail.bytes + session->at, some);
  session->at += some;
  return some;
}

/* 0 when everybody has been taken. */
static int start_next(CURLM *multi, struct session *session) {
  if (next_recipient == recipients.count) return 0;
  char to[400];
  snprintf(to, sizeof to, "<%s>", recipients.list[next_recipient++].address);
  curl_slist_free_all(session->to);
  session->to = curl_slist_append(NULL, to);
  session->at = 0;
  curl_easy_setopt(session->easy, CURLOPT_MAIL_RCPT, session->to);
  if (curl_multi_add_handle(multi, session->easy) != CURLM_OK) give_up("libcurl takes no handle");
  return 1;
}

int main(int count, char **argument) {
  if (count != 5) give_up("usage: upload smtp://HOST:PORT SESSIONS MESSAGE RECIPIENTS");
  int sessions = atoi(argument[2]), running = 0;
  mail = read_mail(argument[3]);
  recipients = read_recipients(argument[4]);
  if (sessions < 1) give_up("%s sessions", argument[2]);

  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  struct session *all = calloc((size_t)sessions, sizeof *all);
  size_t sent = 0;
  int busy = 0;
  for (int i = 0; i < sessions; i++) {
    CURL *easy = all[i].easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, argument[1]);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, "<news@example.org>");
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    /* Never CURLOPT_INFILESIZE: libcurl 7.88.1 then truncates a message whose lines begin with a dot. */
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(easy, CURLOPT_READDATA, &all[i]);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &all[i]);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, 600L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    busy += start_next(multi, &all[i]);
  }
  while (busy > 0) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) give_up("libcurl failed");
    int left, added = 0;
    for (CURLMsg *note; (note = curl_multi_info_read(multi, &left));) {
      if (note->msg != CURLMSG_DONE) continue;
      struct session *session;
      curl_easy_getinfo(note->easy_handle, CURLINFO_PRIVATE, (char **)&session);
      if (note->data.result != CURLE_OK) give_up("not sent: %s", curl_easy_strerror(note->data.result));
      sent++;
      curl_multi_remove_handle(multi, session->easy);
      int more = start_next(multi, session);
      added += more;
      busy += more - 1;
    }
    if (busy > 0 && !added && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK) give_up("libcurl failed");
  }
  for (int i = 0; i < sessions; i++) {
    curl_easy_cleanup(all[i].easy);
    curl_slist_free_all(all[i].to);
  }
  curl_multi_cleanup(multi);
  printf("sent %zu\n", sent);
  return sent == recipients.count ? 0 : 1;
}
