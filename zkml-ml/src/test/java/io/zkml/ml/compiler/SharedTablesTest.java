package io.zkml.ml.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.Activation;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.Rounding;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One table for nodes of the same function. */
class SharedTablesTest {

  /** Tables of functions of x and of x times a factor. */
  private static List<String> tables(String first, String second, double factor) throws Exception {
    ModelWriter model =
        new ModelWriter(13)
            .input("x", 1, 4)
            .output("y", 1, 4)
            .floats("factor", FloatTensor.scalar(factor))
            .node("Mul", "scaled", List.of("x", "factor"))
            .node(first, "a", List.of("x"))
            .node(second, "b", List.of("scaled"))
            .node("Add", "y", List.of("a", "b"));
    FloatTensor sample = FloatTensor.of(TensorShape.of(1, 4), -1, 0.5, 0.25, 1);
    CompiledModel compiled =
        ModelCompiler.of(model.toBytes())
            .calibration(List.of(sample))
            .policy(new NumericPolicy(10, 8))
            .parameters(SecurityParameters.UNSAFE_TEST)
            .compile();
    return compiled.graph().ops().stream()
        .filter(QuantSum.class::isInstance)
        .map(op -> ((QuantSum) op).finish())
        .filter(Rounding.class::isInstance)
        .map(finish -> ((Rounding) finish).activation())
        .filter(Activation.Table.class::isInstance)
        .map(table -> text(((Activation.Table) table).values()))
        .toList();
  }

  private static String text(IntTensor values) {
    return Arrays.toString(values.data());
  }

  @Test
  void compile_sameFunctionOfSimilarRanges_hasOneTable() throws Exception {
    List<String> tables = tables("Tanh", "Tanh", 1.5);
    assertThat(tables).hasSize(2);
    assertThat(tables.getFirst()).isEqualTo(tables.getLast());
  }

  @Test
  void compile_rangesFarApartOrOtherFunctions_haveTheirOwn() throws Exception {
    assertThat(tables("Tanh", "Tanh", 8)).doesNotHaveDuplicates().hasSize(2);
    assertThat(tables("Tanh", "Sigmoid", 1.5)).doesNotHaveDuplicates().hasSize(2);
  }
}
