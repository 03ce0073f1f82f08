package io.zkml.benchmarks.run;

import java.nio.file.Path;

/** The files that the processes of one run share. */
record RunFolder(Path path) {

  Path model() {
    return path.resolve("model.zkcm");
  }

  Path key() {
    return path.resolve("model.key");
  }

  Path weights() {
    return path.resolve("model.weights");
  }

  Path proof() {
    return path.resolve("inference.proof");
  }
}
