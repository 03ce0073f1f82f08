package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.BlockEvaluator;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.Keccak256;
import io.zkml.core.stark.PlanBytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every chip must satisfy. A chip's test extends this class and says what an honest run looks
 * like; public and virtual columns are inputs of a run and are not attacked.
 */
public abstract class ChipContract {

  private static final long SEED = 20_261;

  /** The chip. */
  protected abstract Chip chip();

  /** Honest runs of it, at least one; short ones, since every cell is attacked. */
  protected abstract List<ChipExample> examples();

  /** Keccak-256 of {@link PlanBytes#encode(Chip)} in hex: changes with every rule of the chip. */
  protected abstract String goldenDigest();

  /** Cells that need not be bound, each with its reason. */
  protected List<FreeCell> freeCells() {
    return List.of();
  }

  /**
   * Valid rows that may stand behind the rows in use: all zero unless a test says otherwise; empty
   * for a chip that has none and masks its rules by a public indicator.
   */
  protected List<long[]> paddingRows() {
    return List.of(new long[chip().columns().size()]);
  }

  /** Mutants that nothing shows, each with its reason. */
  protected List<Survivor> survivors() {
    return List.of();
  }

  /** Committed columns that do not belong to a run, by name. */
  protected List<String> preprocessed() {
    return List.of();
  }

  /** Constraints hold on every honest row, and all messages cancel or are in their table. */
  @Test
  void rows_honest_satisfyEverything() {
    assertThat(examples()).isNotEmpty();
    for (ChipExample example : examples()) {
      assertThat(example.table().chip()).isEqualTo(chip());
      assertThat(new ChipProbe(example).honest()).as(example.name()).isEmpty();
    }
  }

  /** Every cell of an honest row, changed several ways, breaks a constraint or a bus. */
  @Test
  void cells_changed_breakSomething() {
    for (ChipExample example : examples()) {
      assertThat(new ChipProbe(example).attack(freeCells(), SEED).unnoticed())
          .as("%s, seed %s", example.name(), SEED)
          .isEmpty();
    }
  }

  /** No cell is excused that is bound in all examples. */
  @Test
  void freeCells_listed_areFreeSomewhere() {
    List<FreeCell> free = freeCells();
    List<FreeCell> needless = new ArrayList<>(free);
    for (ChipExample example : examples()) {
      needless.retainAll(new ChipProbe(example).attack(free, SEED).needless());
    }
    assertThat(needless).isEmpty();
  }

  /**
   * Every rule matters: left out or changed, honest rows are refused, or a row is accepted that the
   * chip refuses, or there is a reason why not.
   */
  @Test
  void mutants_ofEveryRule_areShownOrExplained() {
    MutantReport report = new MutantReport(chip(), survivors());
    for (ChipExample example : examples()) {
      report.add(new MutantTrial(example, paddingRows(), preprocessed()));
    }
    report.write(getClass().getName());
    assertThat(report.unexplained()).as(chip().name()).isEmpty();
    assertThat(report.needless()).as("needless reasons of %s", chip().name()).isEmpty();
  }

  /** Padding satisfies all constraints, looks up what exists and leaves the other buses alone. */
  @Test
  void paddingRow_anyRun_isValidAndSilent() {
    for (ChipExample example : examples()) {
      for (long[] row : paddingRows()) {
        assertThat(new ChipProbe(example).padding(row)).as(example.name()).isEmpty();
      }
    }
  }

  /** The prover's evaluation in blocks agrees with the definition, node by node. */
  @Test
  void blockEvaluation_randomRows_equalsRowEvaluation() {
    checkBlocks(Kernels.scalar());
  }

  /** The same where the processor's vectors are used, if this Java was started with them. */
  @Test
  void blockEvaluation_vectorKernels_equalsRowEvaluation() {
    checkBlocks(Kernels.vectorModulePresent() ? Kernels.vector() : Kernels.scalar());
  }

  /** The rules are those that they were. */
  @Test
  void encoding_hashed_isGoldenDigest() {
    String digest = HexFormat.of().formatHex(Keccak256.hash(PlanBytes.encode(chip())));
    assertThat(digest).as("digest of %s", chip().name()).isEqualTo(goldenDigest());
  }

  private void checkBlocks(FieldKernels kernels) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Integer> outputs = outputs();
    for (int rows : new int[] {1, 7, 64}) {
      List<List<Ext3>> values = new ArrayList<>();
      ExtVector[] columns = new ExtVector[chip().columns().size()];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = new ExtVector(rows);
      }
      for (int r = 0; r < rows; r++) {
        List<Ext3> row = elements(columns.length, random);
        for (int c = 0; c < columns.length; c++) {
          columns[c].set(r, row.get(c));
        }
        values.add(row);
      }
      List<Ext3> weights = elements(outputs.size(), random);
      ExtVector out = new ExtVector(rows);
      new BlockEvaluator(chip().graph(), outputs, rows, kernels)
          .weightedSum(columns, outputs, weights, out, rows);
      for (int r = 0; r < rows; r++) {
        Ext3 expected = weightedSum(values.get(r), outputs, weights);
        assertThat(out.get(r)).as("row %s of %s, seed %s", r, rows, SEED).isEqualTo(expected);
      }
    }
  }

  /** All nodes that anything but other nodes refers to. */
  private List<Integer> outputs() {
    List<Integer> out = new ArrayList<>();
    for (Constraint c : chip().constraints()) {
      out.add(c.node());
    }
    for (Interaction i : chip().interactions()) {
      out.add(i.numerator());
      out.addAll(i.values());
    }
    return out;
  }

  private Ext3 weightedSum(List<Ext3> row, List<Integer> outputs, List<Ext3> weights) {
    Ext3[] node = chip().graph().evaluate(row);
    Ext3 sum = Ext3.ZERO;
    for (int k = 0; k < outputs.size(); k++) {
      sum = sum.add(weights.get(k).mul(node[outputs.get(k)]));
    }
    return sum;
  }

  private static List<Ext3> elements(int n, SplittableRandom random) {
    List<Ext3> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(new Ext3(element(random), element(random), element(random)));
    }
    return out;
  }

  private static long element(SplittableRandom random) {
    return Goldilocks.reduce(0, random.nextLong());
  }
}
