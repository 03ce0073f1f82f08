/* Input: n, at most 2^20, and a seed. Sorts n pseudo-random words by heapsort; output: the smallest,
   the median, the largest. */
#include "guest.h"

enum { MAX = 1 << 20 };

static u32 words[MAX];

static __attribute__((noinline)) void sift(u32 root, u32 size) {
  u32 value = words[root];
  for (u32 child = 2 * root + 1; child < size; child = 2 * root + 1) {
    if (child + 1 < size && words[child + 1] > words[child]) {
      child++;
    }
    if (words[child] <= value) {
      break;
    }
    words[root] = words[child];
    root = child;
  }
  words[root] = value;
}

static __attribute__((noinline)) void sort(u32 size) {
  for (u32 i = size / 2; i-- > 0;) {
    sift(i, size);
  }
  for (u32 end = size; end-- > 1;) {
    u32 largest = words[0];
    words[0] = words[end];
    words[end] = largest;
    sift(0, end);
  }
}

int main(void) {
  u32 size = read_number();
  u32 random = read_number();
  if (size == 0 || size > MAX) {
    return 1;
  }
  for (u32 i = 0; i < size; i++) {
    random = random * 1664525u + 1013904223u;
    words[i] = random;
  }
  sort(size);
  for (u32 i = 1; i < size; i++) {
    if (words[i - 1] > words[i]) {
      return 2;
    }
  }
  write_number(words[0]);
  write_number(words[size / 2]);
  write_number(words[size - 1]);
  return 0;
}
