#include "mail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void give_up(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) give_up("%s cannot be read", path);
  char *bytes = NULL;
  size_t have = 0, room = 0, got;
  do {
    if (have + 1 >= room && !(bytes = realloc(bytes, room = room * 2 + 65536))) give_up("out of memory");
    got = fread(bytes + have, 1, room - have - 1, file);
    have += got;
  } while (got > 0);
  if (ferror(file)) give_up("%s cannot be read", path);
  fclose(file);
  bytes[have] = 0;
  *size = have;
  return bytes;
}

struct mail read_mail(const char *path) {
  struct mail mail;
  mail.bytes = read_file(path, &mail.size);
  if (mail.size < 2 || memcmp(mail.bytes + mail.size - 2, "\r\n", 2)) give_up("%s does not end with CRLF", path);
  return mail;
}

struct mail stuffed(struct mail mail) {
  char *bytes = malloc(2 * mail.size), *at = bytes;
  if (!bytes) give_up("out of memory");
  for (size_t i = 0; i < mail.size; i++) {
    if (mail.bytes[i] == '.' && (i == 0 || mail.bytes[i - 1] == '\n')) *at++ = '.';
    *at++ = mail.bytes[i];
  }
  return (struct mail){bytes, (size_t)(at - bytes)};
}

struct recipients read_recipients(const char *path) {
  size_t size;
  char *text = read_file(path, &size);
  struct recipients all = {NULL, 0};
  size_t room = 0;
  for (char *rest = NULL, *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (all.count == room && !(all.list = realloc(all.list, (room = room * 2 + 1024) * sizeof *all.list)))
      give_up("out of memory");
    char *space = strchr(line, ' ');
    all.list[all.count++] =
        (struct recipient){space ? strtoll(line, NULL, 10) : 0, space ? space + 1 : line};
  }
  if (!all.count) give_up("%s holds no recipients", path);
  return all; /* the addresses live as long as the process */
}
