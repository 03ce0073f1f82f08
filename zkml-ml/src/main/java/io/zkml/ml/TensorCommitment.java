package io.zkml.ml;

import java.util.HexFormat;

/**
 * What a statement says of a committed input or output. Equal commitments are to equal integers in
 * equal layout under equal salt; different ones say nothing. It does not name model, shape or
 * scale: those are the key's.
 *
 * @param digest 32 bytes in hex
 */
public record TensorCommitment(String digest) {

  static TensorCommitment of(byte[] digest) {
    return new TensorCommitment(HexFormat.of().formatHex(digest));
  }
}
