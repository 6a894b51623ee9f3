/* What every reference sends: one message from a file, and recipients from a file, one address on each line. */
#ifndef MAIL_H
#define MAIL_H

#include <stddef.h>
#include <stdint.h>

struct mail {
  char *bytes; /* with CRLF line ends */
  size_t size;
};

struct recipient {
  int64_t job; /* its number in Herald's table `job`; 0 when there is none */
  const char *address;
};

struct recipients {
  struct recipient *list;
  size_t count;
};

struct mail read_mail(const char *path);

/* The same with dots doubled at the start of lines (RFC 5321, 4.5.2), without the final dot. */
struct mail stuffed(struct mail mail);

/* Each line: ADDRESS, or JOB ADDRESS. */
struct recipients read_recipients(const char *path);

/* Says what failed and ends with exit code 1. */
_Noreturn void give_up(const char *format, ...);

#endif
