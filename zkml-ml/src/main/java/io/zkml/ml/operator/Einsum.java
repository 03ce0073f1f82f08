package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** {@code Einsum}: sums of products along named axes, such as {@code bij,bjk->bik}. */
public final class Einsum implements Operator {
  Einsum() {}

  @Override
  public String name() {
    return "Einsum";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, Signature.MANY).with("equation", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(EinsumEquation.of(context).outputShape());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    EinsumEquation equation = EinsumEquation.of(context);
    TensorShape all = equation.allAxes();
    StridedWalk[] walks = new StridedWalk[inputs.count()];
    for (int i = 0; i < walks.length; i++) {
      walks[i] = new StridedWalk(all, equation.strides(i));
    }
    double[] out = new double[Math.toIntExact(equation.outputShape().elements())];
    int terms = Math.toIntExact(all.elements()) / Math.max(out.length, 1);
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int t = 0; t < terms; t++) {
        double product = 1;
        for (int k = 0; k < walks.length; k++) {
          product *= inputs.get(k).data()[walks[k].next()];
        }
        sum += product;
      }
      out[i] = Wrap.wrap(context.outputType(0), sum);
    }
    return List.of(FloatTensor.of(equation.outputShape(), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    new EinsumNodes(context, graph, EinsumEquation.of(context)).add();
    return true;
  }
}
