package io.zkml.examples;

import io.zkml.core.codec.StatementCodec;
import io.zkml.core.security.SecurityParameters;
import io.zkml.evm.SolidityVerifier;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.ModelCompiler;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Compiles a model for the chain, proves one inference, and exports a Foundry project that verifies
 * it. Arguments: data folder, model (fmnist_mlp), parameter set (small100), where the project goes.
 */
public final class OnChain {

  private static final int CALIBRATION = 2000;

  private OnChain() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    Path project = Path.of(args[3]);
    FashionMnist images = FashionMnist.load(data);
    CompiledModel model =
        ModelCompiler.of(data.resolve("models/" + args[1] + ".onnx"))
            .calibration(images.calibrationImages(CALIBRATION))
            .parameters(parameters(args[2]))
            .compile();
    try (InferenceProver prover = InferenceProver.builder(model).build()) {
      ByteBuffer bytes = ByteBuffer.wrap(prover.prove(images.image(0)).bytes());
      byte[] statement = new byte[bytes.getInt()];
      bytes.get(statement);
      byte[] proof = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());

      SolidityVerifier verifier =
          SolidityVerifier.export(
              prover.key().verifyingKey(), prover.key().contextPrefix(), project);
      byte[] call = verifier.addProof("inference", StatementCodec.decode(statement), proof);
      System.out.printf(
          "%s: model %s, proof of %d bytes, call of %d bytes%n",
          project, HexFormat.of().formatHex(verifier.modelId()), proof.length, call.length);
    }
    System.exit(0);
  }

  private static SecurityParameters parameters(String name) {
    return SecurityParameters.all().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parameter set " + name));
  }
}
