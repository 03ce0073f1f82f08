package io.zkml.ml.onnx;

import java.util.List;
import java.util.Optional;

/** Kinds of attributes, in the order of their codes ({@code AttributeProto.AttributeType}). */
public enum AttributeKind {
  UNDEFINED,
  FLOAT,
  INT,
  STRING,
  TENSOR,
  GRAPH,
  FLOATS,
  INTS,
  STRINGS,
  TENSORS,
  GRAPHS,
  SPARSE_TENSOR,
  SPARSE_TENSORS,
  TYPE_PROTO,
  TYPE_PROTOS;

  private static final List<AttributeKind> BY_CODE = List.of(values());

  static Optional<AttributeKind> ofCode(int code) {
    return code >= 0 && code < BY_CODE.size() ? Optional.of(BY_CODE.get(code)) : Optional.empty();
  }
}
