/* Generated from a compiled model, digest f4bb074a4accb2069c87529520f244eb9eb0b01ad747f5b56f5fead94fcc1738. */
#ifndef MODEL_CREDIT_H
#define MODEL_CREDIT_H

enum {
  CREDIT_INPUT_WORDS = 61,
  CREDIT_OUTPUT_WORDS = 1
};

/* Input applicant: shape [1, 61], integers 0 to 4095, each times 2.442002442002442E-4. */
/* Output logit: shape [1, 1], integers -2048 to 2047, each times 0.007771743468066386. */
/* Reads the words at input, writes those at output. */
#ifdef ZKML_PLAIN
void credit(const int *input, int *output);
#else
static inline void credit(const int *input, int *output) {
  __asm__ volatile(".insn r 0x2b, 0, 0, x0, %0, %1"
                   :
                   : "r"(input), "r"(output)
                   : "memory");
}
#endif

/* The integer nearest to a real number below 2^15 in magnitude, in fixed point,
   times 2^16; of a number out of range the nearest end. */
static inline int credit_quantize(long long real) {
  long long q = (real * 2146959360LL + (1LL << 34)) >> 35;
  return (int)(q < 0 ? 0 : q > 4095 ? 4095 : q);
}

/* The real number of an output, in fixed point, times 2^16. */
static inline long long credit_real(int q) {
  return (q * 2136280578LL) >> 22;
}

#endif
