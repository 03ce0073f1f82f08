import org.jspecify.annotations.NullMarked;

/** ONNX import, quantisation, compiler and the inference API. */
@NullMarked
module io.zkml.ml {
  requires transitive io.zkml.vm;
  requires com.google.protobuf;
  requires static transitive org.jspecify;

  exports io.zkml.ml;
  exports io.zkml.ml.accuracy;
  exports io.zkml.ml.compiler;
  exports io.zkml.ml.data;
  exports io.zkml.ml.graph;
  exports io.zkml.ml.guest;
  exports io.zkml.ml.interpret;
  exports io.zkml.ml.onnx;
  exports io.zkml.ml.operator;
  exports io.zkml.ml.quant;
}
