package io.zkml.evm.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AssemblerTest {

  @Test
  void allocate_moreRegistersThanAPlanCanCount_throws() {
    Assembler code = new Assembler();
    code.allocate((1 << 16) - 1 - Assembler.FIRST_REGISTER);
    assertThat(code.free()).isEqualTo(0xffff);
    assertThatThrownBy(() -> code.allocate(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("registers");
  }
}
