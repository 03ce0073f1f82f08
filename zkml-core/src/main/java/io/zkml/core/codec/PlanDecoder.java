package io.zkml.core.codec;

import io.zkml.core.air.Chip;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.CommitmentKind;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The strict inverse of {@link io.zkml.core.stark.PlanBytes}: accepts exactly the bytes that it
 * writes, within {@link KeyLimits}. Bounds that a record's constructor needs in order to be quick
 * are checked here; those on the work of a verifier are in {@link KeyRules}.
 */
final class PlanDecoder {

  private static final int MIN_COMMITMENT_BYTES = 5;
  private static final int MIN_TENSOR_BYTES = 24;
  private static final int MIN_AXIS_BYTES = 8;
  private static final int MIN_CHIP_BYTES = 20;
  private static final int MIN_SEGMENT_BYTES = 13;
  private static final int MIN_SOURCE_BYTES = 2;
  private static final int MIN_BOX_BYTES = 12;
  private static final int MIN_EXTENT_BYTES = 5;
  private static final int MIN_BINDING_BYTES = 16;

  private final ByteReader<KeyFormatException> in;
  private int blocks;
  private int publicBlocks;
  private long publicEntries;
  private int columns;
  private int messages;
  private int boxes;

  private PlanDecoder(ByteReader<KeyFormatException> in) {
    this.in = in;
  }

  /** Reads a plan. */
  static ProofPlan decode(ByteReader<KeyFormatException> in) throws KeyFormatException {
    PlanDecoder decoder = new PlanDecoder(in);
    List<ProofPlan.CommittedVector> commitments = decoder.commitments();
    List<PublicTensor> tensors = decoder.publicTensors();
    List<Segment> segments = decoder.segments();
    var relations = new RelationDecoder(in).relations();
    List<ProofPlan.Binding> bindings = decoder.bindings();
    return new ProofPlan(commitments, tensors, segments, relations, bindings);
  }

  private List<ProofPlan.CommittedVector> commitments() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_COMMITMENTS, MIN_COMMITMENT_BYTES, "commitments");
    List<ProofPlan.CommittedVector> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      CommitmentKind kind = kind();
      List<Integer> logs = logs(KeyLimits.MAX_BLOCKS - blocks, KeyLimits.MAX_LOG_BLOCK, "blocks");
      blocks += logs.size();
      out.add(new ProofPlan.CommittedVector(kind, logs));
    }
    return out;
  }

  private CommitmentKind kind() throws KeyFormatException {
    return switch (in.u8(2, "kind of a commitment")) {
      case 0 -> CommitmentKind.WITNESS;
      case 1 -> CommitmentKind.PREPROCESSED;
      default -> CommitmentKind.BOUNDARY;
    };
  }

  private List<Integer> logs(int max, int maxLog, String what) throws KeyFormatException {
    int n = in.count(max, 1, what);
    List<Integer> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(in.u8(maxLog, "log2 of a block"));
    }
    return out;
  }

  private List<PublicTensor> publicTensors() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_PUBLIC_TENSORS, MIN_TENSOR_BYTES, "public tensors");
    List<PublicTensor> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String name = in.string(KeyLimits.MAX_NAME_BYTES, "tensor name");
      TensorLayout layout = layout();
      long min = in.i64("least entry");
      long max = in.i64("largest entry");
      out.add(new PublicTensor(name, layout, min, max));
    }
    return out;
  }

  private TensorLayout layout() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_AXES, MIN_AXIS_BYTES, "axes");
    List<AxisLayout> axes = new ArrayList<>(n);
    long newBlocks = 1;
    long entries = 1;
    int largest = 0;
    for (int i = 0; i < n; i++) {
      int length = in.i32("axis length");
      List<Integer> pieces = logs(KeyLimits.MAX_PIECES, KeyLimits.MAX_LOG_PIECE, "pieces");
      AxisLayout axis = new AxisLayout(length, pieces);
      axes.add(axis);
      newBlocks *= pieces.size();
      entries *= axis.offset(pieces.size());
      largest += pieces.getFirst();
      // Checked axis by axis, so that neither product overflows.
      if (newBlocks > KeyLimits.MAX_PUBLIC_BLOCKS - publicBlocks
          || entries > KeyLimits.MAX_PUBLIC_ENTRIES - publicEntries
          || largest > KeyLimits.MAX_LOG_PUBLIC_BLOCK) {
        throw in.malformed("public tensors are too large");
      }
    }
    countPublic(newBlocks, entries);
    return new TensorLayout(axes);
  }

  private void countPublic(long newBlocks, long entries) throws KeyFormatException {
    publicBlocks += (int) newBlocks;
    publicEntries += entries;
    if (publicBlocks > KeyLimits.MAX_PUBLIC_BLOCKS
        || publicEntries > KeyLimits.MAX_PUBLIC_ENTRIES) {
      throw in.malformed("public tensors are too large");
    }
  }

  private List<Segment> segments() throws KeyFormatException {
    List<Chip> chips = chips();
    int n = in.count(KeyLimits.MAX_SEGMENTS, MIN_SEGMENT_BYTES, "segments");
    List<Segment> out = new ArrayList<>(n);
    int used = 0;
    for (int i = 0; i < n; i++) {
      int index = in.i32(chips.size() - 1, "chip of a segment");
      if (index > used) {
        throw in.malformed("chips are not in order of first use");
      }
      used = Math.max(used, index + 1);
      out.add(segment(chips.get(index)));
    }
    if (used != chips.size()) {
      throw in.malformed("a chip has no segment");
    }
    return out;
  }

  private List<Chip> chips() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_CHIPS, MIN_CHIP_BYTES, "chips");
    ChipDecoder decoder = new ChipDecoder(in);
    List<Chip> chips = new ArrayList<>(n);
    List<String> names = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Chip chip = decoder.chip();
      // Chips of one name could be told apart by comparing their graphs only, at the plan's cost.
      if (names.contains(chip.name())) {
        throw in.malformed("two chips are named " + chip.name());
      }
      names.add(chip.name());
      chips.add(chip);
    }
    return chips;
  }

  private Segment segment(Chip chip) throws KeyFormatException {
    long rows = in.i64("rows");
    int logRows = in.u8(KeyLimits.MAX_LOG_ROWS, "log2 of rows");
    int n = chip.columns().size();
    columns += n;
    messages += chip.interactions().size();
    if (columns > KeyLimits.MAX_COLUMNS || (long) n * MIN_SOURCE_BYTES > in.remaining()) {
      throw in.malformed(columns + " columns are too many");
    }
    if (messages > KeyLimits.MAX_MESSAGES) {
      throw in.malformed(messages + " interactions are too many");
    }
    List<Segment.Source> sources = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      sources.add(source());
    }
    return new Segment(chip, rows, logRows, sources);
  }

  private Segment.Source source() throws KeyFormatException {
    int tag = in.u8("kind of source");
    return switch (tag) {
      case 0 ->
          new Segment.Committed(
              in.i32(KeyLimits.MAX_COMMITMENTS, "commitment"),
              in.i32(KeyLimits.MAX_BLOCKS, "block"));
      case 1 -> new Segment.Virtual(in.i32(KeyLimits.MAX_RELATIONS, "relation"));
      case 2 -> new Segment.Public(new PublicColumn.Affine(in.i64("base"), in.i64("step")));
      case 3 -> new Segment.Public(new PublicColumn.RowsBelow(in.i64("bound")));
      case 4 ->
          new Segment.Public(new PublicColumn.Clamp(in.i64("base"), in.i64("low"), in.i64("high")));
      case 5 -> new Segment.Public(new PublicColumn.RealPositions(boxes()));
      case 6 ->
          new Segment.Public(
              new PublicColumn.Bits(
                  in.u8(KeyLimits.MAX_LOG_ROWS, "first bit"),
                  in.u8(KeyLimits.MAX_LOG_ROWS, "number of bits")));
      case 7 ->
          new Segment.Public(new PublicColumn.And(in.u8(KeyLimits.MAX_LOG_ROWS, "bits of an and")));
      case 8 -> new Segment.Public(new PublicColumn.Linear(parts()));
      default -> throw in.malformed("unknown source " + tag);
    };
  }

  private List<PublicColumn.Box> boxes() throws KeyFormatException {
    int n = boxCount();
    List<PublicColumn.Box> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(box());
    }
    return out;
  }

  private List<PublicColumn.Part> parts() throws KeyFormatException {
    int n = boxCount();
    List<PublicColumn.Part> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      PublicColumn.Box box = box();
      long base = in.i64("base of a part");
      List<Long> strides = new ArrayList<>();
      for (int k = 0; k < box.axes().size(); k++) {
        strides.add(in.i64("stride"));
      }
      out.add(new PublicColumn.Part(box, base, strides));
    }
    return out;
  }

  private int boxCount() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_BOXES - boxes, MIN_BOX_BYTES, "boxes");
    boxes += n;
    return n;
  }

  private PublicColumn.Box box() throws KeyFormatException {
    long row = in.i64("row of a box");
    int rank = in.count(KeyLimits.MAX_AXES, MIN_EXTENT_BYTES, "axes of a box");
    List<PublicColumn.Extent> axes = new ArrayList<>(rank);
    for (int k = 0; k < rank; k++) {
      int log = in.u8(KeyLimits.MAX_LOG_ROWS, "log2 of an extent");
      axes.add(new PublicColumn.Extent(log, in.i32("extent")));
    }
    return new PublicColumn.Box(row, axes);
  }

  private List<ProofPlan.Binding> bindings() throws KeyFormatException {
    int n = in.count(KeyLimits.MAX_BINDINGS, MIN_BINDING_BYTES, "bindings");
    List<ProofPlan.Binding> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Operand committed = RelationDecoder.operand(in);
      int block = in.i32(KeyLimits.MAX_PUBLIC_BLOCKS, "public block");
      out.add(new ProofPlan.Binding(committed, block));
    }
    return out;
  }
}
