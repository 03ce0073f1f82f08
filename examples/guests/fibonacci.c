/* Input: n. Output: Fibonacci number n modulo 2^32, by n additions. */
#include "guest.h"

static __attribute__((noinline)) u32 fibonacci(u32 n) {
  u32 a = 0, b = 1;
  while (n-- > 0) {
    u32 c = a + b;
    a = b;
    b = c;
    /* Keeps the compiler from unrolling: the cost per step is plain to see. */
    __asm__ volatile("" : "+r"(a), "+r"(b));
  }
  return a;
}

int main(void) {
  write_number(fibonacci(read_number()));
  return 0;
}
