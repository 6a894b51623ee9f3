/* The raw loop beside Herald's queue: Herald's own tables and indexes, WAL, synchronous=FULL, batches of 100, one commit
 * for each batch of claims, of marks and of outcomes. No guards are answered, nothing is built, nobody waits.
 *
 *   queue enqueue DB COUNT             article, content and job, three rows for each post: prints seconds, commits
 *   queue work DB                      claim, mark and finish what is due of `mail`: prints seconds, commits
 *   queue fill DB FINISHED WAITING     that many mails of the first edition's kind; not measured
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 100
static const int64_t now = 1790000000000000;
static const char hash[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static sqlite3 *database;
static long commits;

static void give_up(const char *what) {
  fprintf(stderr, "queue: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void sql(const char *text) {
  if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK) give_up(text);
}

static sqlite3_stmt *prepare(const char *text) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) give_up(text);
  return statement;
}

static void run(sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) give_up(sqlite3_sql(statement));
  sqlite3_reset(statement);
}

static void commit(void) {
  sql("COMMIT");
  commits++;
}

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void text(sqlite3_stmt *statement, int at, const char *value) {
  sqlite3_bind_text(statement, at, value, -1, SQLITE_TRANSIENT);
}

static void enqueue(long count) {
  sqlite3_stmt *article = prepare(
      "INSERT INTO article (identity, title_identity, body, sha256, stored_at, changed_at) VALUES (?1, ?1, ?2, ?3, ?4, ?4)");
  sqlite3_stmt *content = prepare("INSERT INTO content (kind, parts, sha256, created_at) VALUES ('post', ?1, ?2, ?3)");
  sqlite3_stmt *job = prepare(
      "INSERT INTO job (channel, article, content, destination, due, created_at) VALUES ('x', ?1, ?2, 'social.example', ?3, ?3)");
  for (long start = 0; start < count; start += BATCH) {
    sql("BEGIN IMMEDIATE");
    for (long number = start; number < start + BATCH && number < count; number++) {
      char identity[80], body[400], parts[200];
      snprintf(identity, sizeof identity, "%064ld", number);
      snprintf(body, sizeof body,
               "{\"briefs\":[],\"handles\":[],\"paragraphs\":[\"Story %ld: four towns on the upper Talas agreed on Thursday to "
               "share the winter water.\"],\"tags\":[],\"title\":\"Story %ld\"}", number, number);
      snprintf(parts, sizeof parts,
               "[\"Story %ld: four towns on the upper Talas agreed on Thursday to share the winter water.\"]", number);
      text(article, 1, identity);
      text(article, 2, body);
      text(article, 3, hash);
      sqlite3_bind_int64(article, 4, now);
      run(article);
      sqlite3_int64 article_row = sqlite3_last_insert_rowid(database);
      text(content, 1, parts);
      text(content, 2, hash);
      sqlite3_bind_int64(content, 3, now);
      run(content);
      sqlite3_bind_int64(job, 1, article_row);
      sqlite3_bind_int64(job, 2, sqlite3_last_insert_rowid(database));
      sqlite3_bind_int64(job, 3, now);
      run(job);
    }
    commit();
  }
}

static void work(void) {
  sqlite3_stmt *claim = prepare(
      "UPDATE job SET state = 'leased', token = token + 1, leased_until = ?1, first_claimed_at = COALESCE(first_claimed_at, ?2) "
      "WHERE id IN (SELECT id FROM job WHERE channel = 'mail' AND priority = 1 AND state = 'waiting' AND crashes = 0 AND "
      "due <= ?2 ORDER BY due, id LIMIT 100) RETURNING id, token, address, name, content");
  sqlite3_stmt *mark = prepare(
      "UPDATE job SET marked_at = ?1, wire_sha256 = ?2, leased_until = ?3 WHERE id = ?4 AND token = ?5 AND state = 'leased' "
      "AND marked_at IS NULL AND NOT cancel_asked AND leased_until > ?1 AND (expires IS NULL OR expires > ?1) AND "
      "(wire_sha256 IS NULL OR wire_sha256 = ?2) AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = job.subscriber AND "
      "s.state <> 'active')");
  sqlite3_stmt *finish = prepare(
      "UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, marked_at = NULL, leased_until = NULL, "
      "finished_at = ?1 WHERE id = ?2 AND token = ?3 AND state = 'leased'");
  sqlite3_stmt *record = prepare(
      "INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt) VALUES (?1, ?2, ?3, ?3, ?3, "
      "'sent', ?4)");
  for (;;) {
    int64_t ids[BATCH], tokens[BATCH];
    int found = 0;
    sql("BEGIN IMMEDIATE");
    sqlite3_bind_int64(claim, 1, now + 60000000);
    sqlite3_bind_int64(claim, 2, now);
    while (sqlite3_step(claim) == SQLITE_ROW) {
      ids[found] = sqlite3_column_int64(claim, 0);
      tokens[found++] = sqlite3_column_int64(claim, 1);
    }
    sqlite3_reset(claim);
    commit();
    if (!found) return;
    sql("BEGIN IMMEDIATE");
    for (int i = 0; i < found; i++) {
      sqlite3_bind_int64(mark, 1, now);
      text(mark, 2, hash);
      sqlite3_bind_int64(mark, 3, now + 60000000);
      sqlite3_bind_int64(mark, 4, ids[i]);
      sqlite3_bind_int64(mark, 5, tokens[i]);
      run(mark);
      if (sqlite3_changes(database) != 1) give_up("a mark hit nothing");
    }
    commit();
    sql("BEGIN IMMEDIATE");
    for (int i = 0; i < found; i++) {
      char receipt[64];
      snprintf(receipt, sizeof receipt, "250 2.0.0 Ok: queued as %ld", (long)ids[i]);
      sqlite3_bind_int64(finish, 1, now);
      sqlite3_bind_int64(finish, 2, ids[i]);
      sqlite3_bind_int64(finish, 3, tokens[i]);
      run(finish);
      sqlite3_bind_int64(record, 1, ids[i]);
      sqlite3_bind_int64(record, 2, tokens[i]);
      sqlite3_bind_int64(record, 3, now);
      text(record, 4, receipt);
      run(record);
    }
    commit();
  }
}

/* Editions of as many mails as the list has readers, all finished, and one whose first mails wait. */
static void fill(long finished, long waiting) {
  char statement[2000];
  sql("PRAGMA synchronous = OFF; BEGIN");
  for (long edition = 2; finished > 0 || waiting > 0; edition++) {
    long some = finished > 0 ? finished : waiting;
    long readers = 0;
    sqlite3_stmt *count = prepare("SELECT count(*) FROM subscriber");
    if (sqlite3_step(count) == SQLITE_ROW) readers = sqlite3_column_int64(count, 0);
    sqlite3_finalize(count);
    if (some > readers) some = readers;
    snprintf(statement, sizeof statement,
             "INSERT INTO edition (digest, number, opened_at, content, channel, list, sending, owed) SELECT digest, %ld, "
             "opened_at, content, channel, list, sending, %ld FROM edition WHERE number = 1;"
             "INSERT INTO job (channel, edition, subscriber, address, name, content, destination, due, created_at, state, token, "
             "first_claimed_at, wire_sha256, finished_at) SELECT 'mail', (SELECT max(id) FROM edition), id, address, name, "
             "(SELECT content FROM edition WHERE number = 1), domain, %lld, %lld, '%s', %d, %s, %s, %s FROM subscriber ORDER BY id "
             "LIMIT %ld;",
             edition, some, (long long)now, (long long)now, finished > 0 ? "sent" : "waiting", finished > 0,
             finished > 0 ? "1" : "NULL", finished > 0 ? "hex(zeroblob(32))" : "NULL", finished > 0 ? "1" : "NULL", some);
    sql(statement);
    if (finished > 0) {
      sql("INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt) SELECT id, 1, 1, 1, 1, 'sent', "
          "'250 2.0.0 Ok: queued as ' || id FROM job WHERE edition = (SELECT max(id) FROM edition)");
      finished -= some;
    } else {
      waiting -= some;
    }
  }
  sql("COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE");
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  if (sqlite3_open_v2(arguments[2], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) give_up(arguments[2]);
  sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA foreign_keys = ON; "
      "PRAGMA temp_store = MEMORY");
  double begun = seconds();
  if (!strcmp(arguments[1], "enqueue") && count > 3) {
    enqueue(atol(arguments[3]));
  } else if (!strcmp(arguments[1], "work")) {
    work();
  } else if (!strcmp(arguments[1], "fill") && count > 4) {
    fill(atol(arguments[3]), atol(arguments[4]));
  } else {
    return 64;
  }
  printf("%.6f %ld\n", seconds() - begun, commits);
  for (sqlite3_stmt *statement; (statement = sqlite3_next_stmt(database, NULL));) sqlite3_finalize(statement);
  return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
