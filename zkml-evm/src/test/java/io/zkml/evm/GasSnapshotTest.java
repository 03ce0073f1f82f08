package io.zkml.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.machine.Evm;
import io.zkml.evm.plan.EvmPlan;
import io.zkml.evm.plan.PlanParts;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Gas of the shared vectors, against the snapshot in the tree. Written anew with {@code
 * -Dzkml.gas.write=true}: a change of it is a change of cost, to be explained.
 */
class GasSnapshotTest {

  private static final Path SNAPSHOT = Path.of("src", "test", "resources", "gas.tsv");
  private static final List<String> NAMES =
      List.of("layer", "layer-oracle", "committed", "mixed", "lenet", "lenet-small100");

  @Test
  void verify_vectors_costWhatTheSnapshotSays() throws Exception {
    VectorFolder folder = VectorFolder.read(Path.of("..", "data", "vectors"));
    OnChain chain = new OnChain();
    List<String> lines = new ArrayList<>();
    lines.add("what\tcalldata\texecution\tpaid");
    lines.add(deployment("PlanStore", SolidityVerifier.initCode("PlanStore")));
    byte[] verifier =
        SolidityVerifier.verifierInitCode(new byte[] {1}, SecurityParameters.SMALL_100);
    lines.add(deployment("ZkmlVerifier", verifier));
    for (String name : NAMES) {
      VectorFiles files = folder.files().get(name);
      VerifyingKey key = VerifyingKeyCodec.decode(files.key());
      Statement statement = StatementCodec.decode(files.statement());
      Evm.Receipt r = chain.verify(chain.publish(key), statement, files.proof());
      assertThat(r.success()).as(name).isTrue();
      lines.add("%s\t%d\t%d\t%d".formatted(name, r.calldataGas(), r.executionGas(), r.gas()));
      int plan = PlanParts.of(EvmPlan.of(key, new byte[0])).parts().getFirst().length;
      lines.add("plan of %s\t\t\t%d bytes".formatted(name, plan));
    }
    if (Boolean.getBoolean("zkml.gas.write")) {
      Files.write(SNAPSHOT, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(SNAPSHOT));
  }

  private static String deployment(String name, byte[] init) {
    Evm evm = new Evm();
    int size = evm.codeSize(evm.deploy(init));
    assertThat(size).isLessThanOrEqualTo(24_576);
    return "deploy %s\t\t\t%d".formatted(name, Evm.deploymentGas(init, size));
  }
}
