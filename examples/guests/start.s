# Entry of a guest: a stack, then main; its result is the exit code.
    .section .text.start
    .globl _start
    .type _start, @function
_start:
    la sp, __stack_top
    call main
    li a7, 93
    ecall
    .size _start, . - _start
