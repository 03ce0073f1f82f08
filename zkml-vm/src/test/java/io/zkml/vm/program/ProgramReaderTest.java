package io.zkml.vm.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisLayout;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProgramReaderTest {

  /** Random programs; together they have every kind of job but those that take inputs. */
  @Test
  void read_writtenPrograms_areTheSame() {
    Set<String> jobs = new TreeSet<>();
    for (long seed = 0; seed < 40; seed++) {
      TensorProgram program = RandomProgram.of(seed, 12).program();
      byte[] bytes = ProgramBytes.encode(program);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      assertThat(ProgramReader.read(in)).isEqualTo(program);
      assertThat(in.hasRemaining()).isFalse();
      program.jobs().forEach(job -> jobs.add(job.getClass().getSimpleName()));
    }
    assertThat(jobs)
        .contains("Contract", "Copy", "Divide", "MaxWindow", "Maximum")
        .contains("Multiply", "OneHotMax", "Positive", "Requantize");
  }

  @Test
  void read_nameThatIsNotUtf8_isRefused() {
    byte[] bytes = ProgramBytes.encode(RandomProgram.of(1, 4).program());
    int name = 1 + 2 * Integer.BYTES;
    assertThat(ByteBuffer.wrap(bytes).getInt(name - Integer.BYTES)).isPositive();
    bytes[name] = (byte) 0xff;
    assertThatThrownBy(() -> ProgramReader.read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
  }

  /** Sizes that a few bytes can state and nobody can hold. */
  @Test
  void read_hugeTensors_areRefused() {
    refuse(AxisLayout.padded(1 << 26), 2, "entries");
    refuse(AxisLayout.split(7), 8, "blocks");
    refuse(AxisLayout.padded(1), 13, "axes");
    byte[] bytes = ByteBuffer.allocate(5).put((byte) 6).putInt(Integer.MAX_VALUE).array();
    assertThatThrownBy(() -> ProgramReader.read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a list of");
  }

  private static void refuse(AxisLayout axis, int axes, String what) {
    ByteBuffer out = ByteBuffer.allocate(1 << 12);
    out.put((byte) 6).putInt(1).putInt(0).put((byte) 5).putInt(axes);
    for (int k = 0; k < axes; k++) {
      out.putInt(axis.length()).putInt(axis.pieces());
      axis.pieceLogs().forEach(out::putInt);
    }
    out.rewind();
    assertThatThrownBy(() -> ProgramReader.read(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }
}
