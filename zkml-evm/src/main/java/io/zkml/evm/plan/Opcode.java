package io.zkml.evm.plan;

/** Instructions of a plan program, as the contract's interpreter numbers them. */
enum Opcode {
  END(0x00),
  MUL(0x01),
  MULADD(0x02),
  ADD(0x03),
  SUB(0x04),
  REDUCE(0x05),
  EQFACTOR(0x06),
  SMALL(0x07),
  RAW(0x08),
  REQUIRE_ZERO(0x09),
  REQUIRE_NONZERO(0x0a),
  EXPAND(0x0b),
  DOT(0x0c),
  GATHER_DOT(0x0e),
  NORM(0x0f),
  GATHER_SUM(0x10),
  OUTER(0x11),
  PUBLIC_DOT(0x12),
  SMALL_DOT(0x13),
  STATE(0x20),
  ABSORB_CONSTANT(0x21),
  MESSAGE(0x22),
  SQUEEZE(0x23),
  DIGEST(0x24),
  OOD_POINT(0x25),
  ABSORB_DIGESTS(0x26),
  ABSORB_ELEMENTS(0x27),
  TENSOR(0x28),
  PUBLIC_DIGEST(0x29),
  CONTEXT(0x2a),
  REQUIRE_IDENTITY(0x2b),
  GKR(0x30),
  ROUNDS(0x31),
  HEADER(0x32),
  SEEK(0x33),
  NONCE(0x34),
  QUERIES(0x35);

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
