package io.zkml.vm.proof;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.testkit.Mutation;
import io.zkml.testkit.Sampling;
import io.zkml.testkit.TamperWalker;
import io.zkml.testkit.vector.Difference;
import io.zkml.testkit.vector.Edit;
import io.zkml.testkit.vector.VectorCase;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFiles.Part;
import io.zkml.testkit.vector.VectorFolder;
import io.zkml.testkit.vector.Verdict;
import io.zkml.vm.chip.RequantizeChip;
import io.zkml.vm.proof.VectorBases.Base;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes the checked-in test vectors, the same for every run of the same code. They are written anew
 * when the protocol changes; the test kit replays them.
 */
final class VectorWriter {

  /** Longest edit, in bytes. */
  private static final int MAX_EDIT = 100;

  /** Cases of one kind of change at one kind of place. */
  private static final int PER_KIND = 2;

  private static final int HEADER = 6;

  private final Map<String, VectorFiles> files = new TreeMap<>();
  private final Map<String, Base> bases = new TreeMap<>();
  private final List<VectorCase> cases = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(11);

  private VectorWriter() {}

  /** All files and cases. */
  static VectorFolder folder() {
    VectorWriter writer = new VectorWriter();
    writer.write();
    return new VectorFolder(writer.files, writer.cases);
  }

  private void write() {
    SecurityParameters unsafe = SecurityParameters.UNSAFE_TEST;
    accepted("layer", VectorBases.prove(VectorBases.layer(1), unsafe, 5, 1, 3));
    accepted("layer-other", VectorBases.prove(VectorBases.layer(2), unsafe, 5, 1, 0));
    accepted("layer-oracle", VectorBases.prove(VectorBases.layer(1), unsafe, 11, 2, 64));
    accepted("committed", VectorBases.prove(VectorBases.committedLayer(1), unsafe, 5, 1, 3));
    accepted("committed-other", VectorBases.prove(VectorBases.committedLayer(2), unsafe, 5, 1, 3));
    accepted("mixed", VectorBases.prove(SmallNetworks.mixed(1), unsafe, 5, 2, 3));
    accepted("lenet", VectorBases.prove(VectorBases.leNet(1), unsafe, 6, 3, 3));
    MachineRun leNet = VectorBases.leNet(2);
    accepted(
        "lenet-balanced128", VectorBases.prove(leNet, SecurityParameters.BALANCED_128, 11, 2, 32));
    accepted("lenet-small100", VectorBases.prove(leNet, SecurityParameters.SMALL_100, 8, 2, 32));
    forged();
    for (String name : bases.keySet()) {
      proofParts(name);
      proofBytes(name);
      statementParts(name);
    }
    for (String name : List.of("layer", "committed", "mixed")) {
      keyParts(name);
      keyBytes(name);
      numerators(name);
    }
    transplants();
  }

  private void accepted(String name, Base base) {
    bases.put(name, base);
    files.put(name, base.files());
    add("as it was made", name, List.of(), true);
  }

  /** Proofs that follow the protocol on a false witness. */
  private void forged() {
    MachineRun honest = VectorBases.layer(1);
    int y = honest.machine.program().outputs().getFirst();
    long value = honest.tensors.get(y)[1] == 7 ? 6 : 7;
    MachineRun lookup = Forgery.of(honest, y, 1, value);
    forged("forged-entry", "layer", lookup, "a false output entry, from which all else follows");
    MachineRun constraint = VectorBases.layer(1);
    constraint.tensors.get(y)[1] += 2;
    Segment s = constraint.plan.segments().getFirst();
    constraint.committed[constraint.offset(s, RequantizeChip.RESULT) + 1] += 2;
    constraint.committed[constraint.offset(s, RequantizeChip.SECOND) + 1] += 2;
    constraint.refill();
    forged(
        "forged-relu",
        "layer",
        constraint,
        "q and under both 2 too large, q - under as it should be");
    forged(
        "forged-input",
        "committed",
        VectorBases.committedLayerBeyond(1),
        "an entry of the committed input above its bounds, from which all else follows");
  }

  private void forged(String name, String base, MachineRun run, String title) {
    Base honest = base(base);
    Statement statement = run.statement(honest.key().verifyingKey(), new byte[] {1, 2, 3});
    StarkProof proof = run.prove(honest.key(), statement);
    files.put(name, new Base(honest.key(), statement, proof).files());
    add(title, name, List.of(), false);
  }

  private Base base(String name) {
    Base found = bases.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  private VectorFiles named(String name) {
    VectorFiles found = files.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  /** Adds a case with the verifier's verdict, which must be the right one of accept and reject. */
  private void add(String title, String base, List<Edit> edits, boolean accepted) {
    VectorFiles changed = new VectorCase(title, base, edits, "").files(this::named);
    String verdict = Verdict.of(changed);
    if (verdict.equals(Verdict.ACCEPT) != accepted) {
      throw new IllegalStateException(verdict + ": " + title + " of " + base + " " + edits);
    }
    cases.add(new VectorCase(title, base, edits, verdict));
  }

  private static Sampling sampling(int seed) {
    return new Sampling(1, 2, seed);
  }

  /** At most some mutations of each kind: numbers in paths do not make another kind. */
  private static <T> List<Mutation<T>> someOfEachKind(Iterable<Mutation<T>> mutations) {
    Map<String, Integer> seen = new TreeMap<>();
    List<Mutation<T>> out = new ArrayList<>();
    for (Mutation<T> m : mutations) {
      if (seen.merge(m.path().replaceAll("-?[0-9]+", "#"), 1, Integer::sum) <= PER_KIND) {
        out.add(m);
      }
    }
    return out;
  }

  private void difference(String title, String name, Part part, byte[] changed, Edit... more) {
    List<Edit> edits = new ArrayList<>(Difference.edits(part, named(name).get(part), changed));
    int length = edits.stream().mapToInt(e -> e.toString().length()).sum();
    if (!edits.isEmpty() && length <= 2 * MAX_EDIT) {
      edits.addAll(List.of(more));
      add(title, name, edits, false);
    }
  }

  private void proofParts(String name) {
    Base base = base(name);
    for (Mutation<StarkProof> m :
        someOfEachKind(TamperWalker.mutations(base.proof(), sampling(1)))) {
      try {
        byte[] changed = ProofCodec.encode(m.value(), base.key().verifyingKey());
        difference(m.path(), name, Part.PROOF, changed);
      } catch (IllegalArgumentException noForm) {
        // No file holds it.
      }
    }
  }

  private void proofBytes(String name) {
    int length = named(name).proof().length;
    for (int cut : new int[] {0, 1, 13, 14, length / 2, length - 8, length - 1}) {
      add("truncated", name, List.of(new Edit.Cut(Part.PROOF, cut)), false);
    }
    for (int at : new int[] {0, 14, length}) {
      for (int n : new int[] {1, 8, 32}) {
        add("longer", name, List.of(new Edit.Insert(Part.PROOF, at, new byte[n])), false);
      }
    }
    for (int i = 0; i < 16; i++) {
      int at = random.nextInt(length);
      byte old = named(name).proof()[at];
      byte[] other = {(byte) (old ^ 1 << random.nextInt(Byte.SIZE))};
      add("one bit", name, List.of(new Edit.Set(Part.PROOF, at, other)), false);
    }
    for (int at = 0; at < HEADER + Long.BYTES; at += 3) {
      byte[] other = {(byte) ~named(name).proof()[at]};
      add("header", name, List.of(new Edit.Set(Part.PROOF, at, other)), false);
    }
  }

  private void statementParts(String name) {
    for (Mutation<Statement> m :
        someOfEachKind(TamperWalker.mutations(base(name).statement(), sampling(2)))) {
      difference(m.path(), name, Part.STATEMENT, StatementCodec.encode(m.value()));
    }
    int length = named(name).statement().length;
    add("truncated", name, List.of(new Edit.Cut(Part.STATEMENT, length - 1)), false);
    add("longer", name, List.of(new Edit.Insert(Part.STATEMENT, length, new byte[1])), false);
    byte[] many = {0x7f, -1, -1, -1};
    add("many tensors", name, List.of(new Edit.Set(Part.STATEMENT, HEADER, many)), false);
    add("many entries", name, List.of(new Edit.Set(Part.STATEMENT, HEADER + 4, many)), false);
  }

  /** Other keys, with the proof's notice of its key as it should be. */
  private void keyParts(String name) {
    Base base = base(name);
    for (Mutation<VerifyingKey> m :
        someOfEachKind(TamperWalker.mutations(base.key().verifyingKey(), sampling(3)))) {
      try {
        byte[] changed = VerifyingKeyCodec.encode(m.value());
        byte[] prefix = Arrays.copyOf(m.value().digest().toBytes(), Long.BYTES);
        difference(m.path(), name, Part.KEY, changed, new Edit.Set(Part.PROOF, HEADER, prefix));
      } catch (IllegalArgumentException noForm) {
        // No file holds it.
      }
    }
  }

  private void keyBytes(String name) {
    byte[] key = named(name).key();
    for (int i = 0; i < 40; i++) {
      int at = random.nextInt(key.length);
      byte[] other = {(byte) (key[at] ^ 1 << random.nextInt(Byte.SIZE))};
      add("one bit of the key", name, List.of(new Edit.Set(Part.KEY, at, other)), false);
    }
    for (int cut : new int[] {0, 5, key.length / 2, key.length - 1}) {
      add("truncated key", name, List.of(new Edit.Cut(Part.KEY, cut)), false);
    }
    add("longer key", name, List.of(new Edit.Insert(Part.KEY, key.length, new byte[1])), false);
  }

  /** Keys in which an interaction counts something else: the rules on buses. */
  private void numerators(String name) {
    byte[] key = named(name).key();
    for (Segment s : base(name).key().verifyingKey().plan().segments()) {
      for (var i : s.chip().interactions()) {
        byte[] label = i.label().getBytes(StandardCharsets.UTF_8);
        byte[] bus = i.bus().name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer before = ByteBuffer.allocate(16 + label.length + bus.length);
        before.putInt(label.length).put(label).putInt(bus.length).put(bus);
        before.putInt(i.bus().id()).putInt(i.bus().width());
        int at = indexOf(key, before.array()) + before.capacity();
        for (int node = 0; node < Math.min(s.chip().graph().nodes().size(), 4); node++) {
          byte[] other = ByteBuffer.allocate(4).putInt(node).array();
          difference("numerator", name, Part.KEY, with(key, at, other));
        }
      }
    }
  }

  private static byte[] with(byte[] bytes, int at, byte[] other) {
    byte[] out = bytes.clone();
    System.arraycopy(other, 0, out, at, other.length);
    return out;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  /** Parts of one proof in another. */
  private void transplants() {
    for (String name : bases.keySet()) {
      for (String other : bases.keySet()) {
        if (!name.equals(other)) {
          add("proof of another run", name, List.of(new Edit.Take(Part.PROOF, other)), false);
        }
      }
    }
    add("statement of another run", "layer", take(Part.STATEMENT), false);
    add("key of another model", "mixed", List.of(new Edit.Take(Part.KEY, "layer")), false);
    int length = Math.min(named("layer").proof().length, named("layer-other").proof().length);
    for (int from = 14; from < length; from += length / 24) {
      int n = Math.min(length - from, 48);
      Edit copy = new Edit.Copy(Part.PROOF, from, n, "layer-other");
      if (!Arrays.equals(copy.apply(named("layer").proof(), this::named), named("layer").proof())) {
        add("part of another proof under the key", "layer", List.of(copy), false);
      }
    }
  }

  private static List<Edit> take(Part part) {
    return List.of(new Edit.Take(part, "layer-other"));
  }
}
