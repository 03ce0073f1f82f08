package io.zkml.core.codec;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensor relations; one decoder reads all relations of a plan. Sizes are bounded before
 * records are made of them, so that no shift in their constructors leaves its type.
 */
final class RelationDecoder {

  private static final int MIN_RELATION_BYTES = 9;
  private static final int MIN_TERM_BYTES = 33;
  private static final int MIN_AXIS_BYTES = 5;
  private static final int SECOND_OPERAND = 1;
  private static final int RESULT_ORDER = 2;
  private static final int SECOND_ORDER = 4;
  private static final int MAX_FORM = 7;

  private final ByteReader<KeyFormatException> in;
  private int terms;

  RelationDecoder(ByteReader<KeyFormatException> in) {
    this.in = in;
  }

  /** Reads an operand. */
  static Operand operand(ByteReader<KeyFormatException> in) throws KeyFormatException {
    int source = in.i32("operand's source");
    int block = in.i32("operand's block");
    int offset = in.i32("operand's offset");
    return new Operand(source, block, offset);
  }

  List<Relation> relations() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_RELATIONS, MIN_RELATION_BYTES, "relations");
    List<Relation> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(relation());
    }
    return out;
  }

  private Relation relation() throws KeyFormatException {
    String label = in.string(KeyLimits.MAX_NAME_BYTES, "relation name");
    int variables = in.u8(KeyLimits.MAX_LOG_ROWS, "log2 of a relation's rows");
    int n = in.count(KeyLimits.MAX_TERMS - terms, MIN_TERM_BYTES, "terms");
    terms += n;
    List<Term> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(term(variables));
    }
    return new Relation(label, variables, out);
  }

  private Term term(int variables) throws KeyFormatException {
    long rowOffset = in.i64("row offset");
    long scale = in.i64("scale");
    Operand a = operand(in);
    int form = in.u8(MAX_FORM, "form of a term");
    @Nullable Operand b = (form & SECOND_OPERAND) != 0 ? operand(in) : null;
    int n = in.count(KeyLimits.MAX_AXES, MIN_AXIS_BYTES, "axes");
    List<AxisMap> axes = new ArrayList<>(n);
    int outLog = 0;
    int aLog = 0;
    int bLog = 0;
    for (int i = 0; i < n; i++) {
      AxisMap axis = axis();
      axes.add(axis);
      outLog += axis.outLog();
      aLog += axis.aLog();
      bLog += axis.bLog();
    }
    if (outLog > variables || aLog > KeyLimits.MAX_LOG_BLOCK || bLog > KeyLimits.MAX_LOG_BLOCK) {
      throw in.malformed("axes of 2^" + outLog + " rows, operands 2^" + aLog + ", 2^" + bLog);
    }
    if (rowOffset < 0 || rowOffset > (1L << variables) - (1L << outLog)) {
      throw in.malformed("row offset " + rowOffset + " in 2^" + variables + " rows");
    }
    AxisOrder outOrder = order(n, (form & RESULT_ORDER) != 0);
    AxisOrder bOrder = order(n, (form & SECOND_ORDER) != 0);
    return new Term(rowOffset, scale, a, b, axes, outOrder, bOrder);
  }

  /** An order of n axes, which must not be the list's if it is written. */
  private AxisOrder order(int n, boolean written) throws KeyFormatException {
    if (!written) {
      return AxisOrder.listed(n);
    }
    int[] axes = new int[n];
    for (int place = 0; place < n; place++) {
      axes[place] = in.u8("axis in an order");
    }
    AxisOrder order = AxisOrder.of(axes);
    if (order.isListed()) {
      throw in.malformed("an order of axes that is the list's own");
    }
    return order;
  }

  private AxisMap axis() throws KeyFormatException {
    int tag = in.u8("kind of axis");
    return switch (tag) {
      case 0 -> new AxisMap.Batch(log());
      case 1 -> new AxisMap.Free(log());
      case 2 -> inner();
      case 3 -> new AxisMap.Shared(log());
      case 4 -> window();
      case 5 -> broadcast();
      case 6 -> new AxisMap.Sum(log());
      case 7 -> gather();
      default -> throw in.malformed("unknown axis " + tag);
    };
  }

  private int log() throws KeyFormatException {
    return in.i32(KeyLimits.MAX_LOG_AXIS, "log2 of an axis");
  }

  private AxisMap inner() throws KeyFormatException {
    int log = log();
    int aLog = log();
    int aOffset = in.i32(Integer.MAX_VALUE, "offset on an axis");
    return new AxisMap.Inner(log, aLog, aOffset);
  }

  private AxisMap window() throws KeyFormatException {
    int outLog = windowLog();
    int outLength = in.i32("window output length");
    int aLog = windowLog();
    int aLength = in.i32("window input length");
    int bLog = windowLog();
    // Also for a window without second operand, whose b has no size.
    int kernel = in.i32(1 << KeyLimits.MAX_LOG_WINDOW, "window length");
    int stride = in.i32("stride");
    int dilation = in.i32("dilation");
    int pad = in.i32("padding");
    boolean clamp = in.flag("clamp");
    return new AxisMap.Window(
        outLog, outLength, aLog, aLength, bLog, kernel, stride, dilation, pad, clamp);
  }

  private int windowLog() throws KeyFormatException {
    return in.i32(KeyLimits.MAX_LOG_WINDOW, "log2 of a window's side");
  }

  private AxisMap gather() throws KeyFormatException {
    int outLog = in.i32(KeyLimits.MAX_LOG_GATHER, "log2 of a gather's result");
    int aLog = in.i32(KeyLimits.MAX_LOG_GATHER, "log2 of a gather's operand");
    int n = in.count(1 << outLog, Integer.BYTES, "indices");
    int[] indices = new int[n];
    for (int o = 0; o < n; o++) {
      indices[o] = in.i32("index");
    }
    return new AxisMap.Gather(outLog, aLog, IndexList.of(indices));
  }

  private AxisMap broadcast() throws KeyFormatException {
    int log = log();
    int length = in.i32(1 << log, "broadcast length");
    if (length == 0) {
      throw in.malformed("broadcast of length 0");
    }
    return new AxisMap.Broadcast(log, length);
  }
}
