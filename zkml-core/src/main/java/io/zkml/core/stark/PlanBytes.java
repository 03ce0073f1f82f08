package io.zkml.core.stark;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.expr.ExprGraph;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical byte form of a plan: what a key's digest covers and a key file holds. Numbers are
 * big-endian, lists and strings come after their length in 4 bytes, variants after a tag byte.
 * Chips are written once, in order of first use.
 */
public final class PlanBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private PlanBytes() {}

  /** The bytes of a plan. */
  public static byte[] encode(ProofPlan plan) {
    PlanBytes writer = new PlanBytes();
    try {
      writer.plan(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.bytes.toByteArray();
  }

  /** The bytes of one chip: what its golden digest covers. */
  public static byte[] encode(Chip chip) {
    PlanBytes writer = new PlanBytes();
    try {
      writer.chip(chip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.bytes.toByteArray();
  }

  private void plan(ProofPlan plan) throws IOException {
    out.writeInt(plan.commitments().size());
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      out.writeByte(
          switch (c.kind()) {
            case WITNESS -> 0;
            case PREPROCESSED -> 1;
            case BOUNDARY -> 2;
          });
      logs(c.blockLogs());
    }
    out.writeInt(plan.publicTensors().size());
    for (PublicTensor t : plan.publicTensors()) {
      string(t.name());
      layout(t.layout());
      out.writeLong(t.min());
      out.writeLong(t.max());
    }
    segments(plan.segments());
    out.writeInt(plan.relations().size());
    for (Relation r : plan.relations()) {
      relation(r);
    }
    out.writeInt(plan.bindings().size());
    for (ProofPlan.Binding b : plan.bindings()) {
      operand(b.committed());
      out.writeInt(b.publicBlock());
    }
  }

  private void segments(List<Segment> segments) throws IOException {
    List<Chip> chips = new ArrayList<>();
    for (Segment s : segments) {
      if (!chips.contains(s.chip())) {
        chips.add(s.chip());
      }
    }
    out.writeInt(chips.size());
    for (Chip c : chips) {
      chip(c);
    }
    out.writeInt(segments.size());
    for (Segment s : segments) {
      out.writeInt(chips.indexOf(s.chip()));
      out.writeLong(s.rows());
      out.writeByte(s.logRows());
      for (Segment.Source source : s.sources()) {
        source(source);
      }
    }
  }

  private void source(Segment.Source source) throws IOException {
    switch (source) {
      case Segment.Committed c -> {
        out.writeByte(0);
        out.writeInt(c.commitment());
        out.writeInt(c.block());
      }
      case Segment.Virtual v -> {
        out.writeByte(1);
        out.writeInt(v.relation());
      }
      case Segment.Public p -> publicColumn(p.column());
    }
  }

  private void publicColumn(PublicColumn column) throws IOException {
    switch (column) {
      case PublicColumn.Affine a -> {
        out.writeByte(2);
        out.writeLong(a.base());
        out.writeLong(a.step());
      }
      case PublicColumn.RowsBelow r -> {
        out.writeByte(3);
        out.writeLong(r.bound());
      }
      case PublicColumn.Clamp c -> {
        out.writeByte(4);
        out.writeLong(c.base());
        out.writeLong(c.low());
        out.writeLong(c.high());
      }
      case PublicColumn.Bits b -> {
        out.writeByte(6);
        out.writeByte(b.low());
        out.writeByte(b.count());
      }
      case PublicColumn.And a -> {
        out.writeByte(7);
        out.writeByte(a.bits());
      }
      case PublicColumn.RealPositions r -> {
        out.writeByte(5);
        out.writeInt(r.boxes().size());
        for (PublicColumn.Box box : r.boxes()) {
          box(box);
        }
      }
      case PublicColumn.Linear l -> {
        out.writeByte(8);
        out.writeInt(l.parts().size());
        for (PublicColumn.Part part : l.parts()) {
          box(part.box());
          out.writeLong(part.base());
          for (long stride : part.strides()) {
            out.writeLong(stride);
          }
        }
      }
    }
  }

  private void box(PublicColumn.Box box) throws IOException {
    out.writeLong(box.row());
    out.writeInt(box.axes().size());
    for (PublicColumn.Extent e : box.axes()) {
      out.writeByte(e.log());
      out.writeInt(e.length());
    }
  }

  private void chip(Chip chip) throws IOException {
    string(chip.name());
    out.writeInt(chip.columns().size());
    for (Chip.Column c : chip.columns()) {
      string(c.name());
      out.writeByte(
          switch (c.kind()) {
            case COMMITTED -> 0;
            case VIRTUAL -> 1;
            case PUBLIC -> 2;
          });
    }
    out.writeInt(chip.graph().nodes().size());
    for (ExprGraph.Node node : chip.graph().nodes()) {
      node(node);
    }
    out.writeInt(chip.constraints().size());
    for (Constraint c : chip.constraints()) {
      string(c.label());
      out.writeInt(c.node());
    }
    out.writeInt(chip.interactions().size());
    for (Interaction i : chip.interactions()) {
      string(i.label());
      string(i.bus().name());
      out.writeInt(i.bus().id());
      out.writeInt(i.bus().width());
      out.writeInt(i.numerator());
      for (int v : i.values()) {
        out.writeInt(v);
      }
    }
  }

  private void node(ExprGraph.Node node) throws IOException {
    switch (node) {
      case ExprGraph.ColumnNode c -> {
        out.writeByte(0);
        out.writeInt(c.column());
      }
      case ExprGraph.ConstantNode c -> {
        out.writeByte(1);
        out.writeLong(c.value());
      }
      case ExprGraph.AddNode a -> binary(2, a);
      case ExprGraph.SubNode s -> binary(3, s);
      case ExprGraph.MulNode m -> binary(4, m);
    }
  }

  private void binary(int tag, ExprGraph.Binary node) throws IOException {
    out.writeByte(tag);
    out.writeInt(node.left());
    out.writeInt(node.right());
  }

  private void relation(Relation relation) throws IOException {
    string(relation.label());
    out.writeByte(relation.variables());
    out.writeInt(relation.terms().size());
    for (Term t : relation.terms()) {
      out.writeLong(t.rowOffset());
      out.writeLong(t.scale());
      operand(t.a());
      Operand b = t.b();
      boolean outOrder = !t.outOrder().isListed();
      boolean bOrder = !t.bOrder().isListed();
      out.writeByte((b != null ? 1 : 0) + (outOrder ? 2 : 0) + (bOrder ? 4 : 0));
      if (b != null) {
        operand(b);
      }
      out.writeInt(t.axes().size());
      for (AxisMap axis : t.axes()) {
        axis(axis);
      }
      if (outOrder) {
        order(t.outOrder());
      }
      if (bOrder) {
        order(t.bOrder());
      }
    }
  }

  private void order(AxisOrder order) throws IOException {
    for (int place = 0; place < order.size(); place++) {
      out.writeByte(order.axis(place));
    }
  }

  private void axis(AxisMap axis) throws IOException {
    switch (axis) {
      case AxisMap.Batch a -> ints(0, a.log());
      case AxisMap.Free a -> ints(1, a.log());
      case AxisMap.Inner a -> ints(2, a.log(), a.aLog(), a.aOffset());
      case AxisMap.Shared a -> ints(3, a.log());
      case AxisMap.Window w -> {
        ints(4, w.outLog(), w.outLength(), w.aLog(), w.aLength(), w.bLog(), w.kernelLength());
        out.writeInt(w.stride());
        out.writeInt(w.dilation());
        out.writeInt(w.pad());
        out.writeBoolean(w.clamp());
      }
      case AxisMap.Broadcast a -> ints(5, a.outLog(), a.outLength());
      case AxisMap.Sum a -> ints(6, a.aLog());
      case AxisMap.Gather g -> {
        ints(7, g.outLog(), g.aLog(), g.indices().size());
        for (int o = 0; o < g.indices().size(); o++) {
          out.writeInt(g.indices().get(o));
        }
      }
    }
  }

  private void ints(int tag, int... values) throws IOException {
    out.writeByte(tag);
    for (int v : values) {
      out.writeInt(v);
    }
  }

  private void operand(Operand o) throws IOException {
    out.writeInt(o.source());
    out.writeInt(o.block());
    out.writeInt(o.offset());
  }

  private void layout(TensorLayout layout) throws IOException {
    out.writeInt(layout.axes().size());
    for (AxisLayout a : layout.axes()) {
      out.writeInt(a.length());
      logs(a.pieceLogs());
    }
  }

  private void logs(List<Integer> logs) throws IOException {
    out.writeInt(logs.size());
    for (int log : logs) {
      out.writeByte(log);
    }
  }

  private void string(String s) throws IOException {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
