package io.zkml.vm.riscv.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.riscv.chip.BoundaryChips;
import io.zkml.vm.riscv.chip.Buses;
import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.chip.Refreshes;
import io.zkml.vm.riscv.chip.TableChips;
import io.zkml.vm.riscv.isa.Register;
import io.zkml.vm.riscv.model.GuestModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The plan of a shard of a run. Segments: instructions by kind; in the last shard then registers,
 * refreshes, memory, ends, text, image, output, bytes, range, {@link ModelParts}. Those without
 * rows are left out.
 */
public final class RunPlan {

  /** Index of the commitment to text and image, which the last shard has. */
  static final int PROGRAM = 0;

  /** Index of the last shard's commitment to the run; of others it is the only one. */
  static final int RUN = 1;

  private static final int BYTE_BITS = 8;
  private static final int MAX_BYTE = 255;

  private final ChipSet chips;
  private final ShardRows rows;

  /** Index of the commitment to the run. */
  private final int run;

  private final List<Integer> witnessLogs = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Integer> firstSegments = new ArrayList<>();
  private final List<PublicTensor> tensors = new ArrayList<>();
  private final List<ProofPlan.Binding> bindings = new ArrayList<>();
  private final Tables tables;
  private final ModelParts models;
  private final ProofPlan plan;

  /**
   * Numbers of the segments that are not instructions; refreshes, output and bytes may be missing:
   * -1.
   */
  record Tables(
      int registers,
      int refreshes,
      int ram,
      int ends,
      int program,
      int image,
      int output,
      int and,
      int range) {}

  /** The plan of a shard before the last. */
  RunPlan(ChipSet chips, ShardRows rows) {
    this.chips = chips;
    this.rows = rows;
    this.run = 0;
    addInstructions();
    this.tables = new Tables(-1, -1, -1, -1, -1, -1, -1, -1, -1);
    this.models = ModelParts.NONE;
    ProofPlan.CommittedVector cells = new ProofPlan.CommittedVector(false, witnessLogs);
    this.plan = new ProofPlan(List.of(cells), tensors, segments, List.of(), bindings);
  }

  /**
   * The plan of the last shard: of its instructions, of how the run began and ends, of the tables
   * that all shards look up and of all calls of models.
   *
   * @throws IllegalArgumentException if the shape is none of this program's, or too large
   */
  RunPlan(ProgramFacts facts, List<GuestModel> models, RunShape shape, ChipSet chips) {
    if (shape.memoryWords() < facts.imageWords()) {
      throw new IllegalArgumentException("memory lacks words of the image");
    }
    this.chips = chips;
    this.rows = shape.shards().getLast();
    this.run = RUN;
    addInstructions();
    this.tables = addTables(facts, shape);
    int constants = programLogs(facts).size();
    this.models = new ModelParts(facts, models, shape.calls(), constants, witnessLogs.size());
    segments.addAll(this.models.segments());
    witnessLogs.addAll(this.models.logs());
    ProofPlan.CommittedVector program =
        new ProofPlan.CommittedVector(true, programLogs(facts, models));
    ProofPlan.CommittedVector cells = new ProofPlan.CommittedVector(false, witnessLogs);
    this.plan =
        new ProofPlan(
            List.of(program, cells), tensors, segments, this.models.relations(), bindings);
  }

  private void addInstructions() {
    for (InstructionKind kind : InstructionKind.ALL) {
      firstSegments.add(segments.size());
      if (rows.rows(kind) > 0) {
        addRows(chips.chip(kind).chip(), rows.rows(kind));
      }
    }
    firstSegments.add(segments.size());
  }

  /** The plan. */
  public ProofPlan plan() {
    return plan;
  }

  ModelParts models() {
    return models;
  }

  ChipSet chips() {
    return chips;
  }

  Tables tables() {
    return tables;
  }

  /** Whether this is the last shard, with all tables. */
  boolean isLast() {
    return run == RUN;
  }

  /** Where a segment's columns of the run begin among its cells. */
  int[] columns(int segment, long[] offsets) {
    return segments.get(segment).sources().stream()
        .filter(s -> s instanceof Segment.Committed c && c.commitment() == run)
        .mapToInt(s -> Math.toIntExact(offsets[((Segment.Committed) s).block()]))
        .toArray();
  }

  /** Where blocks of the run begin, as they lie in its commitment. */
  StackedLayout layout() {
    return new StackedLayout(0, witnessLogs);
  }

  /** Segments of a kind of instruction: first, and one past the last. */
  int firstSegment(InstructionKind kind) {
    return firstSegments.get(kind.number());
  }

  int endSegment(InstructionKind kind) {
    return firstSegments.get(kind.number() + 1);
  }

  /** Cells that the proof commits to. */
  public long committedCells() {
    return layout().size();
  }

  /** Bus messages, padding included. */
  public long messages() {
    long n = 0;
    for (Segment s : segments) {
      n += (long) s.chip().interactions().size() << s.logRows();
    }
    return n;
  }

  /** Blocks of the preprocessed commitment: five columns of the text, two of the image. */
  static List<Integer> programLogs(ProgramFacts facts) {
    int text = log(facts.textWords());
    int image = log(facts.imageWords());
    return List.of(text, text, text, text, text, image, image);
  }

  /** The same, then the blocks of models' constants. */
  static List<Integer> programLogs(ProgramFacts facts, List<GuestModel> models) {
    List<Integer> logs = new ArrayList<>(programLogs(facts));
    models.forEach(model -> logs.addAll(ModelParts.constantLogs(model)));
    return logs;
  }

  /** log2 of a number of rows, rounded up. */
  static int log(int rows) {
    return rows == 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
  }

  private Tables addTables(ProgramFacts facts, RunShape shape) {
    int registers =
        add(
            BoundaryChips.REGISTERS,
            Register.CELLS,
            log(Register.CELLS),
            List.of(new PublicColumn.RowsBelow(Register.CELLS), new PublicColumn.Affine(0, 1)),
            List.of());
    int refreshes = addRefreshes(shape);
    int ram = segments.size();
    addRows(BoundaryChips.RAM, shape.memoryWords());
    int ends =
        add(
            BoundaryChips.ENDS,
            1,
            0,
            List.of(
                constant(facts.entry() & 0xffff_ffffL),
                constant(shape.exitCode() & 0xffff_ffffL),
                constant(shape.lastClk(chips))),
            List.of());
    int program = addProgram(facts);
    int image =
        add(
            TableChips.IMAGE,
            facts.imageWords(),
            log(facts.imageWords()),
            List.of(new PublicColumn.RowsBelow(facts.imageWords())),
            preprocessed(5, 7));
    int output = shape.outputBytes() > 0 ? addOutput(shape.outputBytes()) : -1;
    int and = usesBytes(shape) ? addBytes() : -1;
    int range =
        add(
            RangeTable.chip(),
            1 << Buses.RANGE_BITS,
            Buses.RANGE_BITS,
            List.of(new PublicColumn.Affine(0, 1)),
            List.of());
    return new Tables(registers, refreshes, ram, ends, program, image, output, and, range);
  }

  /** As many as the run can need, whether it does or not. */
  private int addRefreshes(RunShape shape) {
    long most = Refreshes.most(shape.lastClk(chips));
    if (most == 0) {
      return -1;
    }
    int log = log(Math.toIntExact(most));
    return add(BoundaryChips.REFRESH, 1 << log, log, List.of(), List.of());
  }

  private int addProgram(ProgramFacts facts) {
    return add(
        TableChips.PROGRAM,
        facts.textWords(),
        log(facts.textWords()),
        List.of(
            new PublicColumn.RowsBelow(facts.textWords()),
            new PublicColumn.Affine(facts.textStart(), 4)),
        preprocessed(0, 5));
  }

  private int addOutput(int n) {
    TensorLayout layout = new TensorLayout(List.of(AxisLayout.padded(n)));
    tensors.add(new PublicTensor("output", layout, 0, MAX_BYTE));
    bindings.add(new ProofPlan.Binding(Operand.committed(run, witnessLogs.size()), 0));
    return add(
        BoundaryChips.OUTPUT,
        n,
        log(n),
        List.of(new PublicColumn.RowsBelow(n), new PublicColumn.Affine(0, 1)),
        List.of());
  }

  /** Whether any instruction of any shard looks up bytes. */
  private boolean usesBytes(RunShape shape) {
    return InstructionKind.ALL.stream()
        .filter(kind -> shape.rows(kind) > 0)
        .flatMap(kind -> chips.chip(kind).chip().interactions().stream())
        .anyMatch(i -> i.bus().equals(Buses.AND));
  }

  private int addBytes() {
    return add(
        TableChips.AND,
        1 << (2 * BYTE_BITS),
        2 * BYTE_BITS,
        List.of(
            new PublicColumn.Bits(BYTE_BITS, BYTE_BITS),
            new PublicColumn.Bits(0, BYTE_BITS),
            new PublicColumn.And(BYTE_BITS)),
        List.of());
  }

  private static PublicColumn constant(long value) {
    return new PublicColumn.Affine(value, 0);
  }

  private static List<Segment.Source> preprocessed(int from, int to) {
    List<Segment.Source> out = new ArrayList<>();
    for (int block = from; block < to; block++) {
      out.add(new Segment.Committed(PROGRAM, block));
    }
    return out;
  }

  /** Segments of a chip whose one public column is the indicator of rows in use. */
  private void addRows(Chip chip, int used) {
    for (RowCut cut : RowCut.of(used, rows.cycles())) {
      List<PublicColumn> real = List.of(new PublicColumn.RowsBelow(cut.rows()));
      add(chip, cut.rows(), cut.log(), real, List.of());
    }
  }

  /** Adds a segment; committed columns are the given ones first, then new blocks of the run. */
  private int add(
      Chip chip, int rows, int log, List<PublicColumn> columns, List<Segment.Source> given) {
    Iterator<PublicColumn> nextPublic = columns.iterator();
    Iterator<Segment.Source> nextGiven = given.iterator();
    List<Segment.Source> sources = new ArrayList<>();
    for (Chip.Column column : chip.columns()) {
      if (column.kind() == ColumnKind.PUBLIC) {
        sources.add(new Segment.Public(nextPublic.next()));
      } else if (nextGiven.hasNext()) {
        sources.add(nextGiven.next());
      } else {
        sources.add(new Segment.Committed(run, witnessLogs.size()));
        witnessLogs.add(log);
      }
    }
    segments.add(new Segment(chip, rows, log, sources));
    return segments.size() - 1;
  }
}
