/* One static program for the tests: writes, swallows, waits and fails on demand.
 *
 *   stream serve               stay, reaping orphans as PID 1 should
 *   stream random BYTES [SEED] incompressible bytes, the same for the same seed
 *   stream sql BYTES [SEED]    the text of an SQL dump, exactly so many bytes
 *   stream stderr BYTES        lines on stderr
 *   stream sink FILE           read stdin to its end; FILE then says "BYTES FNV1A64"
 *   stream sum                 the same on stdout
 *   stream save FILE           copy stdin into FILE
 *   stream show FILE           copy FILE to stdout
 *   stream sleep SECONDS
 *   stream stubborn SECONDS    the same, deaf to SIGTERM
 *   stream exit CODE
 *   stream kill SIGNAL         die of it
 * Several words run one after another: stream random 1000 + stderr 50 + exit 3
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what) {
  dprintf(2, "stream: %s: %s\n", what, strerror(errno));
  exit(111);
}

static void put(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = write(fd, bytes, count);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail("write");
    bytes += done;
    count -= (size_t)done;
  }
}

static uint64_t state;

static uint64_t next(void) { /* splitmix64 */
  uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static void write_random(uint64_t bytes) {
  static uint64_t block[1 << 13];
  while (bytes > 0) {
    for (size_t i = 0; i < sizeof block / 8; i++) block[i] = next();
    size_t count = bytes < sizeof block ? (size_t)bytes : sizeof block;
    put(1, (const char *)block, count);
    bytes -= count;
  }
}

static void write_sql(uint64_t bytes) {
  static const char *first[] = {"Ada", "Bela", "Chloe", "Dinesh", "Eun-ji", "Farid", "Greta",
                                "Hanneke", "Ivo", "Jana", "Kofi", "Lucia", "Mehmet", "Noor",
                                "Oskar", "Priya"};
  static const char *state_of[] = {"paid", "open", "refunded", "cancelled"};
  static char block[1 << 16];
  uint64_t row = 0;
  while (bytes > 0) {
    size_t used = 0;
    while (used < sizeof block - 512) {
      uint64_t a = next(), b = next();
      used += (size_t)snprintf(
          block + used, 512,
          "%s(%llu,'%s','%s.%llu@example.org','2026-%02u-%02u %02u:%02u:%02u',%u.%02u,'%s','%016llx')",
          row % 64 == 0 ? (row ? ";\nINSERT INTO `orders` VALUES " : "INSERT INTO `orders` VALUES ")
                        : ",",
          (unsigned long long)row, first[a & 15], first[(a >> 4) & 15],
          (unsigned long long)((a >> 8) % 100000), (unsigned)((a >> 26) % 12 + 1),
          (unsigned)((a >> 30) % 28 + 1), (unsigned)((a >> 35) % 24), (unsigned)((a >> 40) % 60),
          (unsigned)((a >> 46) % 60), (unsigned)(b % 900), (unsigned)((b >> 10) % 100),
          state_of[(b >> 17) & 3], (unsigned long long)(b >> 8));
      row++;
    }
    size_t count = bytes < used ? (size_t)bytes : used;
    put(1, block, count);
    bytes -= count;
  }
}

static void write_stderr(uint64_t bytes) {
  static const char line[] = "stream: this line is one of very many on standard error ........\n";
  while (bytes > 0) {
    size_t count = bytes < sizeof line - 1 ? (size_t)bytes : sizeof line - 1;
    put(2, line, count);
    bytes -= count;
  }
}

static void report(int fd, uint64_t bytes, uint64_t hash) {
  char text[64];
  int length =
      snprintf(text, sizeof text, "%llu %016llx\n", (unsigned long long)bytes, (unsigned long long)hash);
  put(fd, text, (size_t)length);
}

/* Rewrites the file as it goes, so that a killed sink still says how far it came. */
static void sink(const char *path) {
  static char block[1 << 16];
  int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : 1;
  if (fd < 0) fail(path);
  uint64_t bytes = 0, hash = 0xcbf29ce484222325u;
  for (;;) {
    ssize_t count = read(0, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read");
    if (count == 0) break;
    for (ssize_t i = 0; i < count; i++) hash = (hash ^ (unsigned char)block[i]) * 0x100000001b3u;
    bytes += (uint64_t)count;
    if (path) {
      if (lseek(fd, 0, SEEK_SET) < 0) fail("seek");
      report(fd, bytes, hash);
    }
  }
  if (!path || bytes == 0) report(fd, bytes, hash);
  if (path) close(fd);
}

static void copy(int from, int to) {
  static char block[1 << 16];
  for (;;) {
    ssize_t count = read(from, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read");
    if (count == 0) return;
    put(to, block, (size_t)count);
  }
}

static void leave(int number) { (void)number; _exit(0); }

static void serve(void) {
  signal(SIGTERM, leave);
  signal(SIGINT, leave);
  for (;;)
    if (wait(NULL) < 0) sleep(1);
}

static void wait_seconds(const char *text) {
  unsigned left = (unsigned)atoi(text);
  while (left > 0) left = sleep(left);
}

int main(int count, char **words) {
  for (int i = 1; i < count; i++) {
    const char *verb = words[i];
    if (strcmp(verb, "+") == 0) continue;
    if (strcmp(verb, "serve") == 0) serve();
    if (strcmp(verb, "sum") == 0) {
      sink(NULL);
      continue;
    }
    if (++i >= count) {
      dprintf(2, "stream: %s needs a value\n", verb);
      return 64;
    }
    const char *value = words[i];
    if (strcmp(verb, "random") == 0 || strcmp(verb, "sql") == 0) {
      state = 42;
      if (i + 1 < count && strcmp(words[i + 1], "+") != 0) state = strtoull(words[++i], NULL, 10);
      if (verb[0] == 'r') write_random(strtoull(value, NULL, 10));
      else write_sql(strtoull(value, NULL, 10));
    } else if (strcmp(verb, "stderr") == 0) write_stderr(strtoull(value, NULL, 10));
    else if (strcmp(verb, "sink") == 0) sink(value);
    else if (strcmp(verb, "save") == 0) {
      int fd = open(value, O_WRONLY | O_CREAT | O_TRUNC, 0644);
      if (fd < 0) fail(value);
      copy(0, fd);
      close(fd);
    } else if (strcmp(verb, "show") == 0) {
      int fd = open(value, O_RDONLY);
      if (fd < 0) fail(value);
      copy(fd, 1);
      close(fd);
    } else if (strcmp(verb, "sleep") == 0) wait_seconds(value);
    else if (strcmp(verb, "stubborn") == 0) {
      signal(SIGTERM, SIG_IGN);
      wait_seconds(value);
    } else if (strcmp(verb, "exit") == 0) return atoi(value);
    else if (strcmp(verb, "kill") == 0) {
      signal(atoi(value), SIG_DFL);
      raise(atoi(value));
    } else {
      dprintf(2, "stream: unknown word %s\n", verb);
      return 64;
    }
  }
  return 0;
}
