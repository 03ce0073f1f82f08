/* What a guest may ask of its machine; the numbers are Linux's, so qemu-riscv32 runs it as well. */
#ifndef GUEST_H
#define GUEST_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

/* Reads up to `size` bytes of private input; returns how many, 0 at the end. */
u32 read_input(void *buffer, u32 size);

/* Appends bytes to the public output. */
void write_output(const void *buffer, u32 size);

/* Reads a decimal number of the input, past anything before it. 0 if there is none. */
u32 read_number(void);

/* Writes a decimal number and a line feed. */
void write_number(u32 value);

#endif
