package io.zkml.evm.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.OnChain;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanPartsTest {

  @Test
  void publish_severalParts_isTheSamePlan() throws Exception {
    VectorFiles files = VectorFolder.read(Path.of("..", "data", "vectors")).files().get("layer");
    VerifyingKey key = VerifyingKeyCodec.decode(files.key());
    Statement statement = StatementCodec.decode(files.statement());
    EvmPlan plan = EvmPlan.of(key, new byte[0]);
    for (int maxBody : new int[] {2500, 1000, 77}) {
      PlanParts parts = PlanParts.of(plan, maxBody);
      assertThat(parts.parts()).hasSize((plan.program().length + 1 + maxBody) / maxBody);
      OnChain chain = new OnChain();
      OnChain.Published model = chain.publish(key, parts);
      assertThat(chain.accepts(model, statement, files.proof())).isTrue();
    }
  }

  @Test
  void publish_again_changesNothing() throws Exception {
    VectorFiles files = VectorFolder.read(Path.of("..", "data", "vectors")).files().get("layer");
    VerifyingKey key = VerifyingKeyCodec.decode(files.key());
    Statement statement = StatementCodec.decode(files.statement());
    PlanParts parts = PlanParts.of(EvmPlan.of(key, new byte[0]), 1000);
    OnChain chain = new OnChain();
    OnChain.Published first = chain.publish(key, parts);
    OnChain.Published second = chain.publish(key, parts);
    assertThat(second.modelId()).isEqualTo(first.modelId());
    assertThat(chain.accepts(second, statement, files.proof())).isTrue();
  }

  @Test
  void width_ofBounds_isTheFewestBytes() {
    assertThat(PackedInteger.width(0, 0)).isEqualTo(1);
    assertThat(PackedInteger.width(0, 255)).isEqualTo(1);
    assertThat(PackedInteger.width(0, 256)).isEqualTo(2);
    assertThat(PackedInteger.width(-128, 127)).isEqualTo(1);
    assertThat(PackedInteger.width(-129, 0)).isEqualTo(2);
    assertThat(PackedInteger.width(-1, 128)).isEqualTo(2);
    assertThat(PackedInteger.width(-(1L << 62), 1L << 62)).isEqualTo(8);
  }
}
