package io.zkml.core.codec;

import java.nio.charset.StandardCharsets;

/** What the kinds of file begin with: four letters, then the protocol's version. */
enum Magic {
  PROOF("ZKPF"),
  KEY("ZKVK"),
  STATEMENT("ZKST"),
  SHARDS("ZKSP");

  private final String letters;

  Magic(String letters) {
    this.letters = letters;
  }

  byte[] bytes() {
    return letters.getBytes(StandardCharsets.US_ASCII);
  }
}
