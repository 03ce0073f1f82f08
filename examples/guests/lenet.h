/* Generated from a compiled model, digest 7bbae637f0de9c2c35af39f43bb4ab21a9025f6e7599cf4e2fa22c945daa2541. */
#ifndef MODEL_LENET_H
#define MODEL_LENET_H

enum {
  LENET_INPUT_WORDS = 784,
  LENET_OUTPUT_WORDS = 10
};

/* Input x: shape [1, 1, 28, 28], integers 0 to 65535, each times 1.5259021896696422E-5. */
/* Output logits: shape [1, 10], integers -32768 to 32767, each times 0.003051186907295763. */
/* Reads the words at input, writes those at output. */
#ifdef ZKML_PLAIN
void lenet(const int *input, int *output);
#else
static inline void lenet(const int *input, int *output) {
  __asm__ volatile(".insn r 0x2b, 0, 0, x0, %0, %1"
                   :
                   : "r"(input), "r"(output)
                   : "memory");
}
#endif

/* The integer nearest to a real number below 2^15 in magnitude, in fixed point,
   times 2^16; of a number out of range the nearest end. */
static inline int lenet_quantize(long long real) {
  long long q = (real * 2147450880LL + (1LL << 30)) >> 31;
  return (int)(q < 0 ? 0 : q > 65535 ? 65535 : q);
}

/* The real number of an output, in fixed point, times 2^16. */
static inline long long lenet_real(int q) {
  return (q * 1677407742LL) >> 23;
}

#endif
