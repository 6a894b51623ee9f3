#include "ledger.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "mail.h"

struct request {
  int64_t job;
  int session; /* of a mark; -1 for an outcome */
  char receipt[64];
};

struct requests {
  struct request *list;
  size_t count, room;
};

static struct requests staged;           /* of the poll thread alone */
static struct requests pending;          /* guarded */
static int *marked;                      /* guarded: sessions whose marks are durable */
static size_t marked_count, marked_room; /* guarded */
static int closing;                      /* guarded */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static pthread_t writer;
static sqlite3 *database;
static int done_signal;
static long commits;

static void add(struct requests *to, struct request request) {
  if (to->count == to->room && !(to->list = realloc(to->list, (to->room = to->room * 2 + 256) * sizeof *to->list)))
    give_up("out of memory");
  to->list[to->count++] = request;
}

void ledger_mark(int64_t job, int session) { add(&staged, (struct request){job, session, ""}); }

void ledger_sent(int64_t job, const char *receipt) {
  struct request request = {job, -1, ""};
  snprintf(request.receipt, sizeof request.receipt, "%s", receipt);
  add(&staged, request);
}

void ledger_hand_over(void) {
  if (!staged.count) return;
  pthread_mutex_lock(&lock);
  for (size_t i = 0; i < staged.count; i++) add(&pending, staged.list[i]);
  pthread_cond_signal(&wake);
  pthread_mutex_unlock(&lock);
  staged.count = 0;
}

size_t ledger_marked(int *sessions, size_t room) {
  pthread_mutex_lock(&lock);
  size_t some = marked_count < room ? marked_count : room;
  memcpy(sessions, marked, some * sizeof *sessions);
  memmove(marked, marked + some, (marked_count - some) * sizeof *marked);
  marked_count -= some;
  pthread_mutex_unlock(&lock);
  return some;
}

static void sql(const char *text) {
  char *why = NULL;
  if (sqlite3_exec(database, text, NULL, NULL, &why) != SQLITE_OK) give_up("%s: %s", text, why);
}

static sqlite3_stmt *prepare(const char *text) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    give_up("%s: %s", text, sqlite3_errmsg(database));
  return statement;
}

/* Runs a statement that has to hit exactly one row. */
static void hit(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  if (code != SQLITE_DONE || sqlite3_changes(database) != 1)
    give_up("a job was not there: %s", sqlite3_errmsg(database));
  sqlite3_reset(statement);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void *write_groups(void *nothing) {
  (void)nothing;
  static const char wire[] = "0000000000000000000000000000000000000000000000000000000000000000";
  sqlite3_stmt *mark = prepare(
      "UPDATE job SET marked_at = ?1, wire_sha256 = ?2, leased_until = ?1 + 1200000000 WHERE id = ?3 AND token = 1 "
      "AND state = 'leased' AND marked_at IS NULL AND NOT cancel_asked AND leased_until > ?1 AND (expires IS NULL OR "
      "expires > ?1) AND (wire_sha256 IS NULL OR wire_sha256 = ?2) AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE "
      "s.id = job.subscriber AND s.state <> 'active')");
  sqlite3_stmt *finish = prepare(
      "UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, marked_at = NULL, leased_until = NULL, "
      "finished_at = ?1 WHERE id = ?2 AND token = 1 AND state = 'leased'");
  sqlite3_stmt *record = prepare(
      "INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt) VALUES (?1, 1, ?2, ?2, ?2, "
      "'sent', ?3)");
  struct requests batch = {NULL, 0, 0};
  for (;;) {
    pthread_mutex_lock(&lock);
    while (!pending.count && !closing) pthread_cond_wait(&wake, &lock);
    struct requests swap = batch;
    batch = pending;
    pending = swap;
    pending.count = 0;
    pthread_mutex_unlock(&lock);
    if (!batch.count) break;

    sql("BEGIN IMMEDIATE");
    int64_t moment = now();
    for (size_t i = 0; i < batch.count; i++) {
      struct request *request = &batch.list[i];
      if (request->session >= 0) {
        sqlite3_bind_int64(mark, 1, moment);
        sqlite3_bind_text(mark, 2, wire, -1, SQLITE_STATIC);
        sqlite3_bind_int64(mark, 3, request->job);
        hit(mark);
      } else {
        sqlite3_bind_int64(finish, 1, moment);
        sqlite3_bind_int64(finish, 2, request->job);
        hit(finish);
        sqlite3_bind_int64(record, 1, request->job);
        sqlite3_bind_int64(record, 2, moment);
        sqlite3_bind_text(record, 3, request->receipt, -1, SQLITE_STATIC);
        hit(record);
      }
    }
    sql("COMMIT");
    commits++;

    int any = 0;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < batch.count; i++) {
      if (batch.list[i].session < 0) continue;
      if (marked_count == marked_room &&
          !(marked = realloc(marked, (marked_room = marked_room * 2 + 256) * sizeof *marked)))
        give_up("out of memory");
      marked[marked_count++] = batch.list[i].session;
      any = 1;
    }
    pthread_mutex_unlock(&lock);
    uint64_t one = 1;
    if (any && write(done_signal, &one, sizeof one) != sizeof one) give_up("the eventfd takes nothing");
  }
  sqlite3_finalize(mark);
  sqlite3_finalize(finish);
  sqlite3_finalize(record);
  return NULL;
}

void ledger_open(const char *path, int done) {
  done_signal = done;
  if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    give_up("%s: %s", path, sqlite3_errmsg(database));
  sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA foreign_keys = ON; "
      "PRAGMA temp_store = MEMORY");
  if (pthread_create(&writer, NULL, write_groups, NULL)) give_up("no thread for the writer");
}

long ledger_close(void) {
  ledger_hand_over();
  pthread_mutex_lock(&lock);
  closing = 1;
  pthread_cond_signal(&wake);
  pthread_mutex_unlock(&lock);
  pthread_join(writer, NULL);
  if (sqlite3_close(database) != SQLITE_OK) give_up("the database stays open: %s", sqlite3_errmsg(database));
  return commits;
}
