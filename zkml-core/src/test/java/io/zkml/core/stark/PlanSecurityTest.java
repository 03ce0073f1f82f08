package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityInputs;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.security.SecurityReport;
import org.junit.jupiter.api.Test;

class PlanSecurityTest {

  private static VerifyingKey key(SecurityParameters parameters) {
    return new SampleRun(1).key(parameters, SampleRun.LOG_HEIGHT, SampleRun.ARITY).verifyingKey();
  }

  @Test
  void report_namedSet_reachesItsTarget() {
    for (SecurityParameters p : SecurityParameters.all()) {
      SecurityReport report = PlanSecurity.report(key(p));

      assertThat(report.reachesTarget()).as(report.format()).isTrue();
    }
  }

  @Test
  void inputs_ofAKey_areItsMaxima() {
    VerifyingKey key = key(SecurityParameters.UNSAFE_TEST);
    ProofShape shape = ProofShape.of(key);

    SecurityInputs inputs = PlanSecurity.inputs(key.plan(), key.friShape());

    assertThat(inputs.logUp().leaves()).isEqualTo(1L << shape.gkrLayers());
    assertThat(inputs.logUp().challenges()).isEqualTo(2L * shape.gkrLayers());
    assertThat(inputs.zerocheck().variables()).isEqualTo(shape.zerocheckRounds());
    assertThat(inputs.zerocheck().chips()).isEqualTo(shape.tables());
    assertThat(inputs.contraction().relations())
        .isGreaterThanOrEqualTo(key.plan().relations().size());
    assertThat(inputs.contraction().rounds()).isEqualTo(shape.contractionRounds());
    assertThat(inputs.opening().claims())
        .isGreaterThan(shape.operandValues() + key.plan().commitments().size());
  }

  @Test
  void provingKey_setThatPromisesMoreThanItGives_isRefused() {
    SecurityParameters boastful =
        new SecurityParameters("boastful", "2026-11", 3, 10, 16, 20, 32, 128);

    assertThatThrownBy(() -> key(boastful))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("provable bits under boastful, which promises 128");
  }
}
