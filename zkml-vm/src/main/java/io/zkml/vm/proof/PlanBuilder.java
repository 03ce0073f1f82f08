package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowers a tensor program to the plan of its proof, the one station between job list and trace. A
 * pure function: prover and verifier compute the same plan.
 */
final class PlanBuilder {

  /** Index of the commitment to constants. */
  static final int CONSTANTS = 0;

  private final TensorProgram program;
  private final List<Instance> instances;
  private final TensorLocations locations;
  private final FunctionTables functions;
  private final List<Integer> constantLogs = new ArrayList<>();
  private final List<Integer> witnessLogs = new ArrayList<>();

  /** Tensors behind digests of the statement, and the blocks of their columns. */
  private final List<Integer> boundary;

  private final List<List<Integer>> boundaryLogs = new ArrayList<>();
  private final List<PublicTensor> publicTensors = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private final List<ProofPlan.Binding> bindings = new ArrayList<>();
  private final @Nullable Contract[] accumulators;
  private int publicBlocks;

  PlanBuilder(TensorProgram program, List<Instance> instances) {
    this.program = program;
    this.instances = instances;
    this.functions = FunctionTables.of(program);
    this.boundary = program.boundary();
    boundary.forEach(t -> boundaryLogs.add(new ArrayList<>()));
    this.locations = new TensorLocations(program.tensors().size());
    this.accumulators = new Contract[program.tensors().size()];
  }

  ProofPlan build() {
    for (TensorJob job : program.jobs()) {
      if (job instanceof Contract c) {
        accumulators[c.result()] = c;
      }
    }
    placeConstantsAndInputs();
    List<List<Segment.Committed>> columns = new ArrayList<>();
    for (Instance instance : instances) {
      columns.add(place(instance));
    }
    for (int i = 0; i < instances.size(); i++) {
      addSegments(instances.get(i), columns.get(i));
    }
    for (Activation function : functions.functions()) {
      addFunctionTable(function);
    }
    addRangeTable();
    for (int output : program.outputs()) {
      bindOutput(output);
    }
    List<ProofPlan.CommittedVector> commitments = new ArrayList<>();
    commitments.add(new ProofPlan.CommittedVector(true, constantLogs));
    boundaryLogs.forEach(logs -> commitments.add(ProofPlan.CommittedVector.boundary(logs)));
    commitments.add(new ProofPlan.CommittedVector(false, witnessLogs));
    return new ProofPlan(commitments, publicTensors, segments, relations, bindings);
  }

  private void placeConstantsAndInputs() {
    for (int t : program.stored(Storage.CONSTANT)) {
      TensorLayout layout = program.tensors().get(t).layout();
      for (int b = 0; b < layout.blocks(); b++) {
        locations.add(t, Operand.committed(CONSTANTS, constantLogs.size()));
        constantLogs.add(layout.blockLog(b));
      }
    }
    if (constantLogs.isEmpty()) {
      // A commitment has a block: a program without constants commits to one zero.
      constantLogs.add(0);
    }
    for (int t : program.stored(Storage.INPUT)) {
      TensorLayout layout = addPublic(program.tensors().get(t));
      for (int b = 0; b < layout.blocks(); b++) {
        locations.add(t, Operand.publicBlock(publicBlocks++));
      }
    }
  }

  private TensorLayout addPublic(TensorSpec spec) {
    publicTensors.add(new PublicTensor(spec.name(), spec.layout(), spec.min(), spec.max()));
    return spec.layout();
  }

  /**
   * Reserves the blocks of an instance's committed columns, segment by segment; results come first.
   */
  private List<Segment.Committed> place(Instance instance) {
    int committed = committedColumns(instance.chip());
    List<Segment.Committed> blocks = new ArrayList<>();
    for (int log : instance.stack().segmentLogs()) {
      for (int c = 0; c < committed; c++) {
        blocks.add(reserve(instance, c, log));
      }
    }
    for (int j = 0; j < instance.jobs().size(); j++) {
      List<Integer> results = instance.jobs().get(j).results();
      TensorLayout layout = Instance.layout(program, instance.jobs().get(j));
      for (int r = 0; r < results.size(); r++) {
        for (int b = 0; b < layout.blocks(); b++) {
          Stack.Place p = instance.place(j, b);
          Segment.Committed at = blocks.get(p.segment() * committed + r);
          locations.add(results.get(r), new Operand(at.commitment(), at.block(), p.row()));
        }
      }
    }
    return blocks;
  }

  /** A block for a column: in the boundary vector of the tensor that it holds, or the witness. */
  private Segment.Committed reserve(Instance instance, int column, int log) {
    List<Integer> results = instance.jobs().getFirst().results();
    int index = column < results.size() ? boundary.indexOf(results.get(column)) : -1;
    List<Integer> logs = index < 0 ? witnessLogs : boundaryLogs.get(index);
    logs.add(log);
    int commitment = index < 0 ? witness() : CONSTANTS + 1 + index;
    return new Segment.Committed(commitment, logs.size() - 1);
  }

  /** Index of the commitment to the rest of the run. */
  private int witness() {
    return CONSTANTS + 1 + boundary.size();
  }

  static int committedColumns(Chip chip) {
    int n = 0;
    for (Chip.Column c : chip.columns()) {
      n += c.kind() == ColumnKind.COMMITTED ? 1 : 0;
    }
    return n;
  }

  private void addSegments(Instance instance, List<Segment.Committed> columns) {
    int next = 0;
    Stack stack = instance.stack();
    for (int s = 0; s < stack.segmentLogs().size(); s++) {
      List<Segment.Source> sources = new ArrayList<>();
      int operand = 0;
      for (Chip.Column column : instance.chip().columns()) {
        switch (column.kind()) {
          case COMMITTED -> sources.add(columns.get(next++));
          case VIRTUAL -> {
            sources.add(new Segment.Virtual(relations.size()));
            String label = instance.chip().name() + "." + column.name();
            relations.add(relation(instance, s, operand++, label));
          }
          case PUBLIC -> sources.add(new Segment.Public(realPositions(instance, s)));
        }
      }
      segments.add(
          new Segment(
              instance.chip(), stack.segmentRows().get(s), stack.segmentLogs().get(s), sources));
    }
  }

  private PublicColumn realPositions(Instance instance, int segment) {
    List<PublicColumn.Box> boxes = new ArrayList<>();
    for (int j = 0; j < instance.jobs().size(); j++) {
      TensorLayout layout = Instance.layout(program, instance.jobs().get(j));
      for (int b = 0; b < layout.blocks(); b++) {
        Stack.Place p = instance.place(j, b);
        if (p.segment() == segment) {
          boxes.add(new PublicColumn.Box(p.row(), extents(layout, b)));
        }
      }
    }
    return new PublicColumn.RealPositions(boxes);
  }

  static List<PublicColumn.Extent> extents(TensorLayout layout, int block) {
    List<PublicColumn.Extent> out = new ArrayList<>();
    int[] pieces = layout.pieces(block);
    for (int i = 0; i < pieces.length; i++) {
      AxisLayout axis = layout.axes().get(i);
      out.add(new PublicColumn.Extent(axis.pieceLogs().get(pieces[i]), axis.realLength(pieces[i])));
    }
    return out;
  }

  private Relation relation(Instance instance, int segment, int operand, String label) {
    List<Term> terms = new ArrayList<>();
    for (int j = 0; j < instance.jobs().size(); j++) {
      RowJob job = instance.jobs().get(j);
      TensorLayout layout = Instance.layout(program, job);
      for (LinearTerm t : definition(job.operands().get(operand), layout)) {
        TermLowering lowering = new TermLowering(program, locations, layout, t);
        for (int b = 0; b < layout.blocks(); b++) {
          Stack.Place p = instance.place(j, b);
          if (p.segment() == segment) {
            terms.addAll(lowering.block(b, p.row()));
          }
        }
      }
    }
    return new Relation(label, instance.stack().segmentLogs().get(segment), terms);
  }

  /** The linear terms behind a virtual column in the rows of a job. */
  private List<LinearTerm> definition(RowJob.Operand operand, TensorLayout layout) {
    return switch (operand) {
      case RowJob.Operand.View v -> List.of(v.term());
      case RowJob.Operand.Whole w -> {
        Contract accumulator = accumulators[w.tensor()];
        yield accumulator == null
            ? List.of(LinearTerm.scaled(1, w.tensor(), layout.axes().size()))
            : accumulator.terms();
      }
    };
  }

  private void addFunctionTable(Activation function) {
    int id = functions.id(function);
    int bits = program.rangeBits();
    Segment.Source multiplicity = new Segment.Committed(witness(), witnessLogs.size());
    Segment.Source key = new Segment.Public(new PublicColumn.Affine(0, 1));
    witnessLogs.add(bits);
    switch (function) {
      case Activation.Clamp c -> {
        PublicColumn values = new PublicColumn.Clamp(-(1L << (bits - 1)), c.low(), c.high());
        List<Segment.Source> sources = List.of(multiplicity, key, new Segment.Public(values));
        segments.add(new Segment(FunctionTable.computed(id), 1L << bits, bits, sources));
      }
      case Activation.Table t -> {
        Operand values = locations.of(t.table(), 0);
        List<Segment.Source> sources =
            List.of(multiplicity, new Segment.Committed(values.source(), values.block()), key);
        segments.add(new Segment(FunctionTable.preprocessed(id), 1L << bits, bits, sources));
      }
      case Activation.Linear l -> throw new IllegalStateException("no table: " + l);
      case Activation.Relu l -> throw new IllegalStateException("no table: " + l);
    }
  }

  private void addRangeTable() {
    int bits = program.rangeBits();
    segments.add(
        new Segment(
            RangeTable.chip(),
            1L << bits,
            bits,
            List.of(
                new Segment.Committed(witness(), witnessLogs.size()),
                new Segment.Public(new PublicColumn.Affine(0, 1)))));
    witnessLogs.add(bits);
  }

  private void bindOutput(int output) {
    TensorLayout layout = addPublic(program.tensors().get(output));
    for (int b = 0; b < layout.blocks(); b++) {
      bindings.add(new ProofPlan.Binding(locations.of(output, b), publicBlocks++));
    }
  }
}
