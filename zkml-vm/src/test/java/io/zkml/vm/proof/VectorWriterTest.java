package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The checked-in vectors are what this code makes; with a property it makes them anew. */
class VectorWriterTest {

  private static final Path VECTORS = Path.of("..", "data", "vectors");

  @Test
  void prove_runsOfTheVectors_givesTheCheckedInBytes() throws IOException {
    if (Boolean.getBoolean("zkml.vectors.write")) {
      VectorWriter.folder().write(VECTORS);
    }
    SecurityParameters unsafe = SecurityParameters.UNSAFE_TEST;
    same("layer", VectorBases.prove(VectorBases.layer(1), unsafe, 5, 1, 3));
    same("lenet", VectorBases.prove(VectorBases.leNet(1), unsafe, 6, 3, 3));
  }

  private static void same(String name, VectorBases.Base base) throws IOException {
    VectorFiles expected = VectorFolder.read(VECTORS).files().get(name);
    VectorFiles actual = base.files();
    for (VectorFiles.Part part : VectorFiles.Part.values()) {
      assertThat(actual.get(part)).as("%s of %s", part, name).isEqualTo(expected.get(part));
    }
  }
}
