package io.zkml.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.hash.Keccak256;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.machine.Evm;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What callers of the contract and those who deploy it can choose decides nothing. */
class ContractLimitsTest {

  private static final int SELECTOR = 4;
  private static final int WORD = 32;
  private static final byte[] INVALID_PROOF = selector("InvalidProof(uint256)");

  private final OnChain chain;
  private final VectorFiles files;
  private final OnChain.Published model;
  private final Statement statement;

  ContractLimitsTest() throws Exception {
    chain = new OnChain();
    files = VectorFolder.read(Path.of("..", "data", "vectors")).files().get("layer");
    VerifyingKey key = VerifyingKeyCodec.decode(files.key());
    model = chain.publish(key);
    statement = StatementCodec.decode(files.statement());
  }

  private static byte[] selector(String signature) {
    byte[] hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
    return Arrays.copyOf(hash, SELECTOR);
  }

  private byte[] tryVerify(byte[] proof) {
    byte[] io = EvmCalldata.publicIo(model.key(), statement, new byte[0]);
    byte[] call = EvmCalldata.verify(model.modelId(), io, proof);
    System.arraycopy(selector("tryVerify(bytes32,bytes,bytes)"), 0, call, 0, SELECTOR);
    return call;
  }

  private static byte[] word(int value) {
    byte[] word = new byte[WORD];
    word[WORD - 1] = (byte) value;
    return word;
  }

  @Test
  void tryVerify_anyGas_neverCallsAValidProofInvalid() {
    byte[] call = tryVerify(files.proof());
    int undecided = 0;
    for (long gas = 100_000; gas < 800_000; gas += 5_000) {
      Evm.Receipt receipt = chain.evm().send(model.verifier(), call, gas);
      undecided += receipt.success() ? 0 : 1;
      assertThat(!receipt.success() || Arrays.equals(receipt.output(), word(1))).isTrue();
    }
    assertThat(undecided).isBetween(1, 139);
  }

  @Test
  void tryVerify_invalidProof_saysSo() {
    byte[] proof = files.proof().clone();
    proof[proof.length - 1] ^= 1;
    Evm.Receipt receipt = chain.evm().send(model.verifier(), tryVerify(proof));
    assertThat(receipt.success()).isTrue();
    assertThat(receipt.output()).isEqualTo(word(0));
  }

  @Test
  void verify_contractOfOtherParameters_refusesThePlan() throws Exception {
    SecurityParameters p = model.key().parameters();
    int[][] weaker = {
      {p.logInvRate(), p.queries(), 0},
      {p.logInvRate(), p.queries() - 1, p.powBits()},
      {p.logInvRate() - 1, p.queries(), p.powBits()}
    };
    for (int[] w : weaker) {
      SecurityParameters other =
          new SecurityParameters(
              "unsafe-" + Arrays.toString(w), p.date(), w[0], w[1], w[2], 3, WORD, 0);
      BigInteger verifier = chain.verifier(other);
      byte[] io = EvmCalldata.publicIo(model.key(), statement, new byte[0]);
      byte[] call = EvmCalldata.verify(model.modelId(), io, files.proof());
      Evm.Receipt receipt = chain.evm().send(verifier, call);
      assertThat(receipt.success()).isFalse();
      assertThat(receipt.output()).startsWith(INVALID_PROOF).endsWith(word(0));
    }
  }
}
