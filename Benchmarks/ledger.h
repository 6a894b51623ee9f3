/* (c)'s books: one mark before each final dot and one outcome after its reply, in Herald's own tables, committed in
 * groups by one writer thread. What is staged together is committed together; while a commit runs, the next group
 * gathers. */
#ifndef LEDGER_H
#define LEDGER_H

#include <stddef.h>
#include <stdint.h>

/* Opens Herald's database, in which the jobs are leased, and starts the writer thread. `done` is an eventfd that is
 * written when marks have become durable. */
void ledger_open(const char *path, int done);

/* Asks for the mark of `job`; `session` comes back from `ledger_marked`. Nothing happens before `ledger_hand_over`. */
void ledger_mark(int64_t job, int session);
/* Asks for the delivery `sent` with its receipt. */
void ledger_sent(int64_t job, const char *receipt);
/* Hands everything that was asked for to the writer, with one lock and one signal. */
void ledger_hand_over(void);

/* The sessions whose marks are durable now, at most `room`. */
size_t ledger_marked(int *sessions, size_t room);

/* Waits for the last commit; returns how many there were. */
long ledger_close(void);

#endif
