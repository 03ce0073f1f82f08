package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.ProvingKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifyingKeyTest {

  private final SampleRun run = new SampleRun(1);
  private final VerifyingKey key = run.key().verifyingKey();

  @Test
  void constructor_commitmentsOfAnotherPlan_throws() {
    Commitment c = key.preprocessed().getFirst();
    Commitment other = new Commitment(c.root(), new StackedLayout(6, List.of(3, 2)), c.oodValue());
    for (List<Commitment> wrong : List.of(List.<Commitment>of(), List.of(c, c), List.of(other))) {
      assertThatThrownBy(() -> with(key.parameters(), key.plan(), 6, 2, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> with(key.parameters(), key.plan(), 7, 2, key.preprocessed()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constructor_shapeThatHasNoOpening_throws() {
    for (int arity : new int[] {0, -1, 7, 100}) {
      assertThatThrownBy(() -> with(key.parameters(), key.plan(), 6, arity, key.preprocessed()))
          .as("arity %d", arity)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static VerifyingKey with(
      SecurityParameters p, ProofPlan plan, int h, int a, List<Commitment> preprocessed) {
    return new VerifyingKey(p, plan, Folding.uniform(h, a), preprocessed);
  }

  @Test
  void digest_anyPartChanged_isAnother() {
    Set<Digest> digests = new HashSet<>();
    digests.add(key.digest());
    Commitment c = key.preprocessed().getFirst();
    Digest r = c.root();
    Commitment root =
        new Commitment(new Digest(r.w0(), r.w1(), r.w2(), r.w3() ^ 1), c.layout(), c.oodValue());
    Commitment value = new Commitment(r, c.layout(), c.oodValue().add(Ext3.ONE));
    digests.add(with(key.parameters(), key.plan(), 6, 2, List.of(root)).digest());
    digests.add(with(key.parameters(), key.plan(), 6, 2, List.of(value)).digest());
    digests.add(with(key.parameters(), key.plan(), 6, 3, key.preprocessed()).digest());
    int n = 4;
    for (SecurityParameters p : SecurityParameters.all()) {
      if (!p.equals(key.parameters())) {
        digests.add(with(p, key.plan(), 6, 2, key.preprocessed()).digest());
        n++;
      }
    }
    assertThat(digests).hasSize(n);
  }

  @Test
  void digest_otherHeightAndNothingPreprocessed_isAnother() {
    ProofPlan plan = new RandomPlan(seedWithoutPreprocessed()).plan;
    Set<Digest> digests = new HashSet<>();
    for (int h = 2; h < 7; h++) {
      digests.add(with(key.parameters(), plan, h, 2, List.of()).digest());
    }
    assertThat(digests).hasSize(5);
  }

  /** Whoever knows a key's digest knows how its openings fold. */
  @Test
  void digest_otherAritiesOfOracles_isAnother() {
    Set<Digest> digests = new HashSet<>();
    List<List<Integer>> schedules =
        List.of(List.of(), List.of(1), List.of(2), List.of(1, 1), List.of(1, 2), List.of(2, 1));
    for (List<Integer> arities : schedules) {
      Folding folding = new Folding(6, 2, arities);
      digests.add(
          new VerifyingKey(key.parameters(), key.plan(), folding, key.preprocessed()).digest());
    }
    assertThat(digests).hasSize(schedules.size());
  }

  private static long seedWithoutPreprocessed() {
    long seed = 0;
    while (new RandomPlan(seed).plan.preprocessed() > 0) {
      seed++;
    }
    return seed;
  }

  @Test
  void section9Item07_keyOfAnotherPlan_rejectsTheProof() {
    StarkProof proof = run.prove(run.key(), Kernels.scalar(), 1);
    List<Segment> segments = new ArrayList<>(SamplePlan.segments());
    Segment s = segments.get(SamplePlan.LAYER);
    segments.set(SamplePlan.LAYER, new Segment(s.chip(), 9, s.logRows(), s.sources()));
    List<Relation> relations = new ArrayList<>(SamplePlan.relations());
    Relation r = relations.getLast();
    Term t = r.terms().getFirst();
    Term scaled = new Term(t.rowOffset(), t.scale() + 1, t.a(), t.b(), t.axes());
    relations.set(relations.size() - 1, new Relation(r.label(), r.variables(), List.of(scaled)));
    List<PublicTensor> tensors = new ArrayList<>(SamplePlan.publicTensors());
    tensors.set(0, new PublicTensor("x", SamplePlan.INPUT, -20, 21));
    List<ProofPlan> plans =
        List.of(
            plan(SamplePlan.publicTensors(), segments, SamplePlan.relations()),
            plan(SamplePlan.publicTensors(), SamplePlan.segments(), relations),
            plan(tensors, SamplePlan.segments(), SamplePlan.relations()));
    for (ProofPlan plan : plans) {
      VerifyingKey other = with(key.parameters(), plan, 6, 2, key.preprocessed());
      assertThat(other.digest()).isNotEqualTo(key.digest());
      assertThatThrownBy(() -> StarkVerifier.verify(other, run.statement(), proof))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  private static ProofPlan plan(
      List<PublicTensor> tensors, List<Segment> segments, List<Relation> relations) {
    return new ProofPlan(
        SamplePlan.commitments(), tensors, segments, relations, SamplePlan.bindings());
  }

  @Test
  void section9Item07_anyChangeOfThePlan_isInTheDigest() {
    Map<String, Object> byBytes = new HashMap<>();
    byBytes.put(hex(key.plan()), key.plan());
    for (Object plan : changes(key.plan())) {
      Object other = byBytes.putIfAbsent(hex((ProofPlan) plan), plan);
      assertThat(other == null || other.equals(plan)).as("%s and %s", plan, other).isTrue();
    }
    assertThat(byBytes).hasSizeGreaterThan(200);
  }

  private static String hex(ProofPlan plan) {
    return HexFormat.of().formatHex(PlanBytes.encode(plan));
  }

  /** All values that differ from {@code value} in one number, name, flag or element. */
  private static List<Object> changes(Object value) {
    return switch (value) {
      case null -> List.of();
      case Integer i -> List.of(i + 1, i - 1);
      case Long l -> List.of(l + 1, l - 1);
      case Boolean b -> List.of(!b);
      case String s -> List.of(s + "x", "");
      case Enum<?> e -> List.of((Object[]) e.getDeclaringClass().getEnumConstants());
      case List<?> l -> listChanges(l);
      case IndexList l -> indexChanges(l);
      case Record r -> recordChanges(r);
      default -> throw new IllegalArgumentException("" + value.getClass());
    };
  }

  private static List<Object> listChanges(List<?> list) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      for (Object changed : changes(list.get(i))) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(i, changed);
        out.add(copy);
      }
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(i);
      out.add(shorter);
      List<Object> longer = new ArrayList<>(list);
      longer.add(list.get(i));
      out.add(longer);
    }
    return out;
  }

  /** One entry larger or smaller, or two neighbours swapped. */
  private static List<Object> indexChanges(IndexList list) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      int[] entries = new int[list.size()];
      Arrays.setAll(entries, list::get);
      entries[i]++;
      out.add(IndexList.of(entries));
      entries[i] -= 2;
      out.add(IndexList.of(entries));
      entries[i] = list.get((i + 1) % entries.length);
      entries[(i + 1) % entries.length] = list.get(i);
      out.add(IndexList.of(entries));
    }
    return out;
  }

  private static List<Object> recordChanges(Record r) {
    RecordComponent[] components = r.getClass().getRecordComponents();
    List<Object> out = new ArrayList<>();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(r);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      for (int i = 0; i < values.length; i++) {
        for (Object changed : changes(values[i])) {
          Object[] copy = values.clone();
          copy[i] = changed;
          try {
            out.add(r.getClass().getDeclaredConstructor(types).newInstance(copy));
          } catch (InvocationTargetException e) {
            // A change that no plan may have: refused, which is as good.
            assertThat(e.getCause()).isInstanceOf(RuntimeException.class);
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return out;
  }

  @Test
  void verify_parametersThatHaveNoName_rejects() throws ProofRejectedException {
    // One query and no grinding under a trusted-looking name.
    SecurityParameters cheap =
        new SecurityParameters("balanced128 unsafe", "2026-11", 2, 1, 0, 3, 32, 0);
    ProvingKey own = run.key(cheap, 6, 2);
    StarkProof proof = run.prove(own, Kernels.scalar(), 1);
    assertThatThrownBy(() -> StarkVerifier.verify(own.verifyingKey(), run.statement(), proof))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("parameter set");
  }
}
