package io.zkml.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void parse_acceptedLine_isTheSameVerdict() {
    long[] input = {0, 65535, -3};
    String text = "class 7, input " + Verdict.digest(input);
    Verdict verdict = new Verdict(true, "image-00.proof", 12.5, text);

    assertThat(Verdict.parse(verdict.toString())).contains(verdict);
    assertThat(verdict.provenClass()).isEqualTo(7);
    assertThat(verdict.isAbout(input)).isTrue();
    assertThat(verdict.isAbout(new long[] {0, 65535, -4})).isFalse();
  }

  @Test
  void parse_rejectedLine_hasNoClass() {
    Verdict verdict = new Verdict(false, "x.proof", 3, "class 7, input " + "0".repeat(64));

    assertThat(Verdict.parse(verdict.toString())).contains(verdict);
    assertThat(verdict.provenClass()).isEqualTo(-1);
    assertThat(verdict.isAbout(new long[0])).isFalse();
  }

  @Test
  void parse_otherLine_isEmpty() {
    assertThat(Verdict.parse("key 00 of model 11")).isEmpty();
  }
}
