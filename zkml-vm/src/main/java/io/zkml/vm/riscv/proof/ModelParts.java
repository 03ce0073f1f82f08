package io.zkml.vm.riscv.proof;

import io.zkml.core.contraction.Relation;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.proof.ConstantBounds;
import io.zkml.vm.riscv.chip.ModelChips;
import io.zkml.vm.riscv.chip.Words;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What calls of models add to a run's plan: the list of calls, then model by model its own segments
 * and the links between its tensors and memory. Nothing without calls.
 */
final class ModelParts {

  /** Most entries of all models' inputs, outputs and constants in a run, counted once a call. */
  private static final long MAX_ENTRIES = 1L << 27;

  /** Of a plan without calls. */
  static final ModelParts NONE = new ModelParts();

  private final List<ModelPart> parts = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private final List<Integer> logs = new ArrayList<>();

  private ModelParts() {}

  /**
   * The parts of some calls.
   *
   * @param facts of the program
   * @param firstConstant number of the models' first block in the program's commitment
   * @param firstBlock number of the first block in the run's commitment
   * @throws IllegalArgumentException if memory has no place for their tensors, or there are too
   *     many
   */
  ModelParts(
      ProgramFacts facts,
      List<GuestModel> models,
      List<ModelCall> calls,
      int firstConstant,
      int firstBlock) {
    if (calls.isEmpty()) {
      return;
    }
    check(facts, models, calls);
    segments.add(list(calls));
    int constants = firstConstant;
    for (int m = 0; m < models.size(); m++) {
      int number = m;
      GuestModel model = models.get(m);
      List<ModelCall> own = calls.stream().filter(c -> c.model() == number).toList();
      if (!own.isEmpty()) {
        PlanShift shift = new PlanShift(m, constants, firstBlock + logs.size(), relations.size());
        ModelPart part = new ModelPart(model, own, shift);
        parts.add(part);
        segments.addAll(part.segments());
        relations.addAll(part.relations());
        logs.addAll(part.logs());
      }
      constants += constantLogs(model).size();
    }
  }

  /** Blocks of a model's constants. */
  static List<Integer> constantLogs(GuestModel model) {
    return ConstantBounds.blockLogs(ConstantBounds.of(model.program()));
  }

  private static void check(ProgramFacts facts, List<GuestModel> models, List<ModelCall> calls) {
    long entries = 0;
    for (ModelCall call : calls) {
      GuestModel model = models.get(call.model());
      require(((call.input() | call.output()) & 3) == 0, call, "an address is no word's");
      // SOUNDNESS: what chips prove of indices of loads and stores, for public ones.
      int input = call.input() >>> 2;
      int output = call.output() >>> 2;
      int floor = facts.dataIndex();
      int all = 1 << Words.INDEX_BITS;
      require(input <= all - model.inputWords(), call, "no memory there to read");
      require(
          output >= floor
              && output <= all - model.outputWords()
              && output - floor <= (1 << Words.STORE_BITS) - model.outputWords(),
          call,
          "no memory there to write");
      entries += entries(model);
      require(entries <= MAX_ENTRIES, call, "too many tensors");
    }
  }

  private static long entries(GuestModel model) {
    return model.program().tensors().stream().mapToLong(t -> t.layout().size()).sum();
  }

  private static void require(boolean condition, ModelCall call, String what) {
    if (!condition) {
      throw new IllegalArgumentException(call + ": " + what);
    }
  }

  private static Segment list(List<ModelCall> calls) {
    List<Segment.Source> sources = new ArrayList<>();
    sources.add(new Segment.Public(new PublicColumn.RowsBelow(calls.size())));
    sources.add(words(calls, ModelCall::model));
    sources.add(words(calls, c -> c.input() & 0xffff_ffffL));
    sources.add(words(calls, c -> c.output() & 0xffff_ffffL));
    sources.add(words(calls, ModelCall::clk));
    return new Segment(ModelChips.CALLS, calls.size(), RunPlan.log(calls.size()), sources);
  }

  private static Segment.Source words(List<ModelCall> calls, ToLongFunction<ModelCall> word) {
    List<PublicColumn.Part> parts = new ArrayList<>();
    for (int j = 0; j < calls.size(); j++) {
      PublicColumn.Box row = new PublicColumn.Box(j, List.of());
      parts.add(new PublicColumn.Part(row, word.applyAsLong(calls.get(j)), List.of()));
    }
    return new Segment.Public(new PublicColumn.Linear(parts));
  }

  List<ModelPart> parts() {
    return parts;
  }

  List<Segment> segments() {
    return segments;
  }

  List<Relation> relations() {
    return relations;
  }

  /** log2 of all their blocks of the run's commitment. */
  List<Integer> logs() {
    return logs;
  }
}
