/* A wall clock that is set, for programs started with LD_PRELOAD=later.so. LATER is how many seconds it is ahead, or the
 * path of a file that holds them as eight octets in the machine's order: what is written there sets the clock of a program
 * that runs. Only the wall clock: what measures durations keeps its pace. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t fixed;
static const volatile int64_t *ahead = &fixed;

__attribute__((constructor)) static void begin(void) {
  const char *later = getenv("LATER");
  if (!later) return;
  if (*later != '/') {
    fixed = strtoll(later, NULL, 10);
    return;
  }
  int file = open(later, O_RDONLY | O_CLOEXEC);
  void *shared = file < 0 ? MAP_FAILED : mmap(NULL, sizeof fixed, PROT_READ, MAP_SHARED, file, 0);
  if (shared == MAP_FAILED) abort();
  close(file);
  ahead = shared;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int code = (int)syscall(SYS_clock_gettime, clock, now);
  if (!code && clock == CLOCK_REALTIME) now->tv_sec += (time_t)*ahead;
  return code;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int code = (int)syscall(SYS_gettimeofday, now, zone);
  if (!code) now->tv_sec += (time_t)*ahead;
  return code;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
