/// What SQLite takes in a variadic function, which Swift cannot call.
#ifndef CSQLITE_H
#define CSQLITE_H

/// SQLite counts no memory from now on (https://sqlite.org/malloc.html#_memory_statistics). Before it is first used: later it
/// answers SQLITE_MISUSE, and nothing changes.
int csqlite_without_memory_statistics(void);

#endif
