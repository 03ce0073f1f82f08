package io.zkml.core.codec;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.ExprGraph;
import java.util.ArrayList;
import java.util.List;

/** Reads chips; one decoder reads all chips of a plan and counts their nodes. */
final class ChipDecoder {

  private static final int MIN_COLUMN_BYTES = 5;
  private static final int MIN_NODE_BYTES = 5;
  private static final int MIN_CONSTRAINT_BYTES = 8;
  private static final int MIN_INTERACTION_BYTES = 24;

  private final ByteReader<KeyFormatException> in;
  private int nodes;

  ChipDecoder(ByteReader<KeyFormatException> in) {
    this.in = in;
  }

  Chip chip() throws KeyFormatException {
    String name = name("chip");
    List<Chip.Column> columns = columns();
    ExprGraph graph = graph(columns.size());
    int last = graph.nodes().size() - 1;
    List<Constraint> constraints = constraints(last);
    List<Interaction> interactions = interactions(last);
    return new Chip(name, columns, graph, constraints, interactions);
  }

  private String name(String what) throws KeyFormatException {
    return in.string(KeyLimits.MAX_NAME_BYTES, what + " name");
  }

  private List<Chip.Column> columns() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_CHIP_COLUMNS, MIN_COLUMN_BYTES, "columns");
    List<Chip.Column> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String name = name("column");
      out.add(new Chip.Column(name, kind()));
    }
    return out;
  }

  private ColumnKind kind() throws KeyFormatException {
    int tag = in.u8("column kind");
    return switch (tag) {
      case 0 -> ColumnKind.COMMITTED;
      case 1 -> ColumnKind.VIRTUAL;
      case 2 -> ColumnKind.PUBLIC;
      default -> throw in.malformed("unknown column kind " + tag);
    };
  }

  private ExprGraph graph(int columns) throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_NODES - nodes, MIN_NODE_BYTES, "nodes");
    nodes += n;
    List<ExprGraph.Node> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(node(i - 1, columns - 1));
    }
    return new ExprGraph(out);
  }

  private ExprGraph.Node node(int lastNode, int lastColumn) throws KeyFormatException {
    int tag = in.u8("kind of node");
    return switch (tag) {
      case 0 -> new ExprGraph.ColumnNode(in.i32(lastColumn, "column of a node"));
      case 1 -> new ExprGraph.ConstantNode(in.element("constant"));
      case 2 -> new ExprGraph.AddNode(in.i32(lastNode, "operand"), in.i32(lastNode, "operand"));
      case 3 -> new ExprGraph.SubNode(in.i32(lastNode, "operand"), in.i32(lastNode, "operand"));
      case 4 -> new ExprGraph.MulNode(in.i32(lastNode, "operand"), in.i32(lastNode, "operand"));
      default -> throw in.malformed("unknown node " + tag);
    };
  }

  private List<Constraint> constraints(int lastNode) throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_CONSTRAINTS, MIN_CONSTRAINT_BYTES, "constraints");
    List<Constraint> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String label = name("constraint");
      out.add(new Constraint(label, in.i32(lastNode, "constraint")));
    }
    return out;
  }

  private List<Interaction> interactions(int lastNode) throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_INTERACTIONS, MIN_INTERACTION_BYTES, "interactions");
    List<Interaction> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String label = name("interaction");
      String busName = name("bus");
      int id = in.i32("bus id");
      int width = in.i32("bus width");
      Bus bus = new Bus(busName, id, width);
      int numerator = in.i32(lastNode, "numerator");
      List<Integer> values = new ArrayList<>(width);
      for (int j = 0; j < width; j++) {
        values.add(in.i32(lastNode, "value"));
      }
      out.add(new Interaction(label, bus, numerator, values));
    }
    return out;
  }
}
