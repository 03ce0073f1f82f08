package io.zkml.evm;

import io.zkml.core.hash.Keccak256;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.plan.EvmPlan;
import io.zkml.evm.plan.PlanParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Foundry project that verifies proofs under one key on chain: the contracts, the same for
 * all keys of a parameter set; the key's plan as calls that publish it; and proofs as calls.
 *
 * <p>Layout: {@code src}, {@code script}, {@code test}, {@code foundry.toml}; {@code artifacts}:
 * initialisation code in hex; {@code plan/publish.hex}: one call of {@code PlanStore.publish} a
 * line; {@code proofs/NAME.hex}: calls of {@code ZkmlVerifier.verify}; {@code artifact.json}.
 */
public final class SolidityVerifier {

  /** Files of the project that do not depend on the key. */
  static final List<String> FILES =
      List.of(
          "foundry.toml",
          "script/Deploy.s.sol",
          "script/Deployment.sol",
          "script/Vm.sol",
          "test/Proof.t.sol",
          "src/Errors.sol",
          "src/ExampleConsumer.sol",
          "src/Field.sol",
          "src/IZkmlVerifier.sol",
          "src/Machine.sol",
          "src/Opening.sol",
          "src/PlanStore.sol",
          "src/PublicIO.sol",
          "src/ZkmlVerifier.sol",
          "artifacts/PlanStore.bin",
          "artifacts/ZkmlVerifier.bin");

  private static final int WORD = 32;
  private static final int SELECTOR = 4;

  private final VerifyingKey key;
  private final byte[] contextPrefix;
  private final PlanParts plan;
  private final Path directory;

  private SolidityVerifier(VerifyingKey key, byte[] contextPrefix, Path directory) {
    this.key = key;
    this.contextPrefix = contextPrefix.clone();
    this.plan = PlanParts.of(EvmPlan.of(key, contextPrefix));
    this.directory = directory;
  }

  /** Exports a verifier of all statements under a key. */
  public static SolidityVerifier export(VerifyingKey key, Path directory) throws IOException {
    return export(key, new byte[0], directory);
  }

  /**
   * Exports a verifier of statements whose context begins with a prefix.
   *
   * @param contextPrefix for a model key the first 64 bytes of every statement's context; callers
   *     then send the rest of the context only
   * @param directory where the project goes; files of an earlier export are replaced
   */
  public static SolidityVerifier export(VerifyingKey key, byte[] contextPrefix, Path directory)
      throws IOException {
    SolidityVerifier exported = new SolidityVerifier(key, contextPrefix, directory);
    for (String file : FILES) {
      write(directory.resolve(file), resource(file));
    }
    StringBuilder calls = new StringBuilder();
    for (byte[] part : exported.plan.parts()) {
      calls.append(HexFormat.of().formatHex(publishCall(part))).append('\n');
    }
    write(directory.resolve("plan/publish.hex"), ascii(calls.toString()));
    write(directory.resolve("artifact.json"), ascii(exported.artifact()));
    return exported;
  }

  /** The plan's identity on chain, 32 bytes. */
  public byte[] modelId() {
    return plan.modelId();
  }

  /** Adds a proof to the project; returns its calldata. */
  public byte[] addProof(String name, Statement statement, byte[] proof) throws IOException {
    byte[] io = EvmCalldata.publicIo(key, statement, contextPrefix);
    byte[] call = EvmCalldata.verify(plan.modelId(), io, proof);
    write(directory.resolve("proofs/" + name + ".hex"), ascii(HexFormat.of().formatHex(call)));
    return call;
  }

  /** The initialisation code of a contract of the project, without constructor arguments. */
  public static byte[] initCode(String contract) throws IOException {
    String hex = new String(resource("artifacts/" + contract + ".bin"), StandardCharsets.US_ASCII);
    return HexFormat.of().parseHex(hex.strip());
  }

  /** The initialisation code of the verifier for a parameter set. */
  public static byte[] verifierInitCode(byte[] planStore, SecurityParameters parameters)
      throws IOException {
    byte[] code = initCode("ZkmlVerifier");
    ByteBuffer out = ByteBuffer.allocate(code.length + 4 * WORD).put(code);
    out.position(code.length + WORD - planStore.length);
    out.put(planStore);
    for (int v : new int[] {parameters.queries(), parameters.powBits(), parameters.logInvRate()}) {
      out.position(out.position() + WORD - Integer.BYTES);
      out.putInt(v);
    }
    return out.array();
  }

  /** The call {@code publish(bytes part)}. */
  public static byte[] publishCall(byte[] part) {
    int padded = (part.length + WORD - 1) / WORD * WORD;
    ByteBuffer out = ByteBuffer.allocate(SELECTOR + 2 * WORD + padded);
    out.put(Keccak256.hash(ascii("publish(bytes)")), 0, SELECTOR);
    out.position(SELECTOR + WORD - 1);
    out.put((byte) WORD);
    out.position(SELECTOR + 2 * WORD - Integer.BYTES);
    out.putInt(part.length).put(part);
    return out.array();
  }

  private String artifact() {
    SecurityParameters p = key.parameters();
    return """
    {
      "modelId": "0x%s",
      "keyDigest": "0x%s",
      "protocolVersion": %d,
      "parameters": {
        "name": "%s",
        "queries": %d,
        "powBits": %d,
        "logInvRate": %d,
        "targetBits": %d
      }
    }
    """
        .formatted(
            HexFormat.of().formatHex(plan.modelId()),
            HexFormat.of().formatHex(key.digest().toBytes()),
            VerifyingKey.PROTOCOL_VERSION,
            p.name(),
            p.queries(),
            p.powBits(),
            p.logInvRate(),
            p.targetBits());
  }

  private static byte[] resource(String file) throws IOException {
    try (@Nullable InputStream in = SolidityVerifier.class.getResourceAsStream("project/" + file)) {
      if (in == null) {
        throw new IOException("the jar lacks " + file);
      }
      return in.readAllBytes();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
  }
}
