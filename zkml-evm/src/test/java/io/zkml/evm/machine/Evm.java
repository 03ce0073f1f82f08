package io.zkml.evm.machine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of an Ethereum node as the exported contracts need: accounts with code, calls without
 * value, gas by the rules of Osaka. A test oracle: unknown opcodes are errors.
 */
public final class Evm {

  private static final long TRANSACTION_GAS = 21_000;
  private static final long GAS_LIMIT = 1L << 24;
  private static final int ZERO_TOKENS = 1;
  private static final int NONZERO_TOKENS = 4;
  private static final int GAS_A_TOKEN = 4;
  private static final int FLOOR_A_TOKEN = 10;
  private static final long CREATE_GAS = 32_000;
  private static final long CODE_GAS = 200;
  private static final int INIT_CODE_WORD_GAS = 2;
  private static final int MAX_CODE = 24_576;
  private static final int WORD = 32;

  private final Map<BigInteger, byte[]> accounts = new HashMap<>();
  private final List<byte[]> hashes = new ArrayList<>();
  private long nextAccount = 0x1000;

  /**
   * What a transaction did.
   *
   * @param success whether it did not revert
   * @param output returned or revert data
   * @param calldataGas what its bytes cost beside execution
   * @param executionGas what running it cost
   * @param gas what is paid: intrinsic gas and execution, or the floor if that is more
   */
  public record Receipt(
      boolean success, byte[] output, long calldataGas, long executionGas, long gas) {}

  /** The outcome of one frame. */
  record Outcome(boolean success, byte[] output, long gasLeft) {}

  /** Creates a contract from its initialisation code. */
  public BigInteger deploy(byte[] init) {
    BigInteger address = BigInteger.valueOf(nextAccount++);
    create(address, init);
    return address;
  }

  private void create(BigInteger address, byte[] init) {
    Outcome outcome = new Frame(this, address, init, new byte[0], GAS_LIMIT).run();
    if (!outcome.success() || outcome.output().length > MAX_CODE) {
      throw new IllegalStateException("contract of " + outcome.output().length + " bytes");
    }
    accounts.put(address, outcome.output());
  }

  /** The gas that creating a contract costs. */
  public static long deploymentGas(byte[] init, int codeLength) {
    long words = (init.length + WORD - 1L) / WORD;
    return TRANSACTION_GAS
        + CREATE_GAS
        + tokens(init) * GAS_A_TOKEN
        + words * INIT_CODE_WORD_GAS
        + codeLength * CODE_GAS;
  }

  /** Runs a transaction. */
  public Receipt send(BigInteger to, byte[] calldata) {
    return send(to, calldata, GAS_LIMIT);
  }

  /** Runs a transaction with so much gas, which must cover its bytes. */
  public Receipt send(BigInteger to, byte[] calldata, long limit) {
    hashes.clear();
    long tokens = tokens(calldata);
    long intrinsic = TRANSACTION_GAS + tokens * GAS_A_TOKEN;
    Outcome outcome = new Frame(this, to, code(to), calldata, limit - intrinsic).run();
    long execution = limit - intrinsic - outcome.gasLeft();
    long floor = TRANSACTION_GAS + tokens * FLOOR_A_TOKEN;
    long gas = Math.max(intrinsic + execution, floor);
    return new Receipt(outcome.success(), outcome.output(), tokens * GAS_A_TOKEN, execution, gas);
  }

  /** All inputs of KECCAK256 of the last transaction, in order, each with its hash in front. */
  public List<byte[]> hashes() {
    return hashes;
  }

  /** Bytes of a contract. */
  public int codeSize(BigInteger address) {
    return code(address).length;
  }

  byte[] code(BigInteger address) {
    return accounts.getOrDefault(address, new byte[0]);
  }

  void hashed(byte[] hash, byte[] input) {
    byte[] both = Arrays.copyOf(hash, hash.length + input.length);
    System.arraycopy(input, 0, both, hash.length, input.length);
    hashes.add(both);
  }

  Outcome call(BigInteger to, byte[] calldata, long gas) {
    return new Frame(this, to, code(to), calldata, gas).run();
  }

  void create2(BigInteger address, byte[] init) {
    if (accounts.containsKey(address)) {
      throw new IllegalStateException("a contract is there, and all gas would be lost");
    }
    create(address, init);
  }

  private static long tokens(byte[] data) {
    long tokens = 0;
    for (byte b : data) {
      tokens += b == 0 ? ZERO_TOKENS : NONZERO_TOKENS;
    }
    return tokens;
  }
}
