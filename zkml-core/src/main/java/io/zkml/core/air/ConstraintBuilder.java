package io.zkml.core.air;

import io.zkml.core.expr.ExprGraph;
import io.zkml.core.expr.ExprGraph.AddNode;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.expr.ExprGraph.MulNode;
import io.zkml.core.expr.ExprGraph.Node;
import io.zkml.core.expr.ExprGraph.SubNode;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/** Records a chip: declare columns, write constraints and messages, {@link #build()}. */
public final class ConstraintBuilder {

  private final String name;
  private final List<Chip.Column> columns = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Interaction> interactions = new ArrayList<>();

  /** A builder for the chip of this name. */
  public ConstraintBuilder(String name) {
    this.name = name;
  }

  /** Declares a committed column. */
  public Expr committed(String column) {
    return column(column, ColumnKind.COMMITTED);
  }

  /** Declares a virtual column. */
  public Expr virtual(String column) {
    return column(column, ColumnKind.VIRTUAL);
  }

  /** Declares a public column. */
  public Expr publicColumn(String column) {
    return column(column, ColumnKind.PUBLIC);
  }

  /** A signed constant. */
  public Expr constant(long value) {
    return intern(new ConstantNode(Goldilocks.fromSigned(value)));
  }

  /** Demands that the expression is 0 on every row. */
  public void zero(String label, Expr expression) {
    constraints.add(new Constraint(label, expression.node));
  }

  /** Puts a message on a bus, counted once. */
  public void send(String label, Bus bus, Expr... values) {
    interact(label, bus, constant(1), values);
  }

  /** Puts a message on a bus, counted {@code numerator} times. */
  public void interact(String label, Bus bus, Expr numerator, Expr... values) {
    List<Integer> indices = new ArrayList<>();
    for (Expr v : values) {
      indices.add(v.node);
    }
    interactions.add(new Interaction(label, bus, numerator.node, indices));
  }

  /** The chip. */
  public Chip build() {
    return new Chip(name, columns, new ExprGraph(nodes), constraints, interactions);
  }

  private Expr column(String column, ColumnKind kind) {
    columns.add(new Chip.Column(column, kind));
    return intern(new ColumnNode(columns.size() - 1));
  }

  private Expr intern(Node node) {
    int index = nodes.indexOf(node);
    if (index < 0) {
      nodes.add(node);
      index = nodes.size() - 1;
    }
    return new Expr(index);
  }

  /** A polynomial in the columns of the chip being built. */
  public final class Expr {
    private final int node;

    private Expr(int node) {
      this.node = node;
    }

    /** this + o. */
    public Expr plus(Expr o) {
      return intern(new AddNode(node, o.node));
    }

    /** this + v. */
    public Expr plus(long v) {
      return plus(constant(v));
    }

    /** this - o. */
    public Expr minus(Expr o) {
      return intern(new SubNode(node, o.node));
    }

    /** this o. */
    public Expr times(Expr o) {
      return intern(new MulNode(node, o.node));
    }

    /** v this. */
    public Expr times(long v) {
      return times(constant(v));
    }

    /** -this. */
    public Expr negate() {
      return constant(0).minus(this);
    }
  }
}
