#include "guest.h"

enum { READ = 63, WRITE = 64, EXIT = 93 };

static int call(int number, int a, int b, int c) {
  register int a0 __asm__("a0") = a;
  register int a1 __asm__("a1") = b;
  register int a2 __asm__("a2") = c;
  register int a7 __asm__("a7") = number;
  __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
  return a0;
}

/* Another system may give less than asked for at a time, or fail. */
static void check(int result) {
  if (result < 0) {
    call(EXIT, 111, 0, 0);
  }
}

u32 read_input(void *buffer, u32 size) {
  u32 done = 0;
  while (done < size) {
    int count = call(READ, 0, (int)buffer + (int)done, (int)(size - done));
    check(count);
    if (count == 0) {
      break;
    }
    done += (u32)count;
  }
  return done;
}

void write_output(const void *buffer, u32 size) {
  u32 done = 0;
  while (done < size) {
    int count = call(WRITE, 1, (int)buffer + (int)done, (int)(size - done));
    check(count);
    done += (u32)count;
  }
}

u32 read_number(void) {
  u8 c = 0;
  while (read_input(&c, 1) == 1 && (c < '0' || c > '9')) {
  }
  u32 value = 0;
  while (c >= '0' && c <= '9') {
    value = 10 * value + (c - '0');
    if (read_input(&c, 1) == 0) {
      break;
    }
  }
  return value;
}

void write_number(u32 value) {
  u8 digits[11];
  u32 at = sizeof digits;
  digits[--at] = '\n';
  do {
    digits[--at] = (u8)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  write_output(digits + at, sizeof digits - at);
}

/* The compiler may call these. */
void *memcpy(void *to, const void *from, u32 size) {
  u8 *t = to;
  const u8 *f = from;
  while (size-- > 0) {
    *t++ = *f++;
  }
  return to;
}

void *memset(void *to, int value, u32 size) {
  u8 *t = to;
  while (size-- > 0) {
    *t++ = (u8)value;
  }
  return to;
}
