package io.zkml.ml.operator;

import io.zkml.ml.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The supported operators. */
public final class Operators {
  /** Every operator, sorted by name within its domain. */
  public static final List<Operator> ALL =
      List.of(
          new Abs(),
          new Acos(),
          new Acosh(),
          new Add(),
          new And(),
          new ArgMax(),
          new ArgMin(),
          new Asin(),
          new Asinh(),
          new Atan(),
          new Atanh(),
          new AveragePool(),
          new BatchNormalization(),
          new BitShift(),
          new BitwiseAnd(),
          new BitwiseNot(),
          new BitwiseOr(),
          new BitwiseXor(),
          new Ceil(),
          new Celu(),
          new CenterCropPad(),
          new Clip(),
          new Compress(),
          new Concat(),
          new Constant(),
          new ConstantOfShape(),
          new Conv(),
          new Cos(),
          new Cosh(),
          new CumProd(),
          new CumSum(),
          new DepthToSpace(),
          new Det(),
          new Div(),
          new Dropout(),
          new Einsum(),
          new Elu(),
          new Equal(),
          new Erf(),
          new Exp(),
          new Expand(),
          new EyeLike(),
          new Flatten(),
          new Floor(),
          new Gather(),
          new GatherElements(),
          new GatherND(),
          new Gelu(),
          new Gemm(),
          new GlobalAveragePool(),
          new Greater(),
          new GreaterOrEqual(),
          new GroupNormalization(),
          new HardSigmoid(),
          new HardSwish(),
          new Hardmax(),
          new Identity(),
          new InstanceNormalization(),
          new IsInf(),
          new IsNaN(),
          new LRN(),
          new LayerNormalization(),
          new LeakyRelu(),
          new Less(),
          new LessOrEqual(),
          new Log(),
          new LogSoftmax(),
          new LpNormalization(),
          new MatMul(),
          new MatMulInteger(),
          new Max(),
          new MaxPool(),
          new Mean(),
          new MeanVarianceNormalization(),
          new Min(),
          new Mish(),
          new Mod(),
          new Mul(),
          new Neg(),
          new NonZero(),
          new Not(),
          new OneHot(),
          new Or(),
          new PRelu(),
          new Pad(),
          new Pow(),
          new RMSNormalization(),
          new Range(),
          new Reciprocal(),
          new ReduceL1(),
          new ReduceL2(),
          new ReduceLogSum(),
          new ReduceLogSumExp(),
          new ReduceMax(),
          new ReduceMean(),
          new ReduceMin(),
          new ReduceProd(),
          new ReduceSum(),
          new ReduceSumSquare(),
          new Relu(),
          new Reshape(),
          new ReverseSequence(),
          new Round(),
          new Scatter(),
          new ScatterElements(),
          new ScatterND(),
          new Selu(),
          new Shape(),
          new Shrink(),
          new Sigmoid(),
          new Sign(),
          new Sin(),
          new Sinh(),
          new Size(),
          new Slice(),
          new Softmax(),
          new Softplus(),
          new Softsign(),
          new SpaceToDepth(),
          new Split(),
          new Sqrt(),
          new Squeeze(),
          new Sub(),
          new Sum(),
          new Swish(),
          new Tan(),
          new Tanh(),
          new ThresholdedRelu(),
          new Tile(),
          new TopK(),
          new Transpose(),
          new Trilu(),
          new Unsqueeze(),
          new Where(),
          new Xor());

  private static final Map<String, Operator> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(o -> key(o.domain(), o.name()), o -> o));

  private Operators() {}

  /** The operator of a name in a domain. */
  public static Optional<Operator> find(String domain, String name) {
    return Optional.ofNullable(BY_NAME.get(key(domain, name)));
  }

  /** The operator of a node. */
  public static Optional<Operator> of(Node node) {
    return find(node.domain(), node.operator());
  }

  private static String key(String domain, String name) {
    return domain + ":" + name;
  }
}
