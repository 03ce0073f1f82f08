package io.zkml.core.pcs.fri;

import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies of an opening proof with one part changed. */
final class Tampering {

  private Tampering() {}

  static OpeningProof rounds(OpeningProof p, UnaryOperator<List<Message>> change) {
    return new OpeningProof(
        change.apply(new ArrayList<>(p.rounds())),
        p.oracleRoots(),
        p.clear(),
        p.nonce(),
        p.commitmentOpenings(),
        p.oracleOpenings());
  }

  static OpeningProof oracleRoots(OpeningProof p, UnaryOperator<List<Message>> change) {
    return new OpeningProof(
        p.rounds(),
        change.apply(new ArrayList<>(p.oracleRoots())),
        p.clear(),
        p.nonce(),
        p.commitmentOpenings(),
        p.oracleOpenings());
  }

  static OpeningProof clear(OpeningProof p, Message clear) {
    return new OpeningProof(
        p.rounds(), p.oracleRoots(), clear, p.nonce(), p.commitmentOpenings(), p.oracleOpenings());
  }

  static OpeningProof nonce(OpeningProof p, Message nonce) {
    return new OpeningProof(
        p.rounds(), p.oracleRoots(), p.clear(), nonce, p.commitmentOpenings(), p.oracleOpenings());
  }

  static OpeningProof commitmentOpenings(OpeningProof p, UnaryOperator<List<MultiOpening>> change) {
    return new OpeningProof(
        p.rounds(),
        p.oracleRoots(),
        p.clear(),
        p.nonce(),
        change.apply(new ArrayList<>(p.commitmentOpenings())),
        p.oracleOpenings());
  }

  static OpeningProof oracleOpenings(OpeningProof p, UnaryOperator<List<OracleOpening>> change) {
    return new OpeningProof(
        p.rounds(),
        p.oracleRoots(),
        p.clear(),
        p.nonce(),
        p.commitmentOpenings(),
        change.apply(new ArrayList<>(p.oracleOpenings())));
  }

  /** Element i of a list replaced. */
  static <T> UnaryOperator<List<T>> at(int i, UnaryOperator<T> change) {
    return list -> {
      list.set(i, change.apply(list.get(i)));
      return list;
    };
  }

  /** The last element of a list dropped. */
  static <T> UnaryOperator<List<T>> shorter() {
    return list -> list.subList(0, list.size() - 1);
  }

  /** The first element of a list repeated at its end. */
  static <T> UnaryOperator<List<T>> longer() {
    return list -> {
      list.add(list.getFirst());
      return list;
    };
  }

  static UnaryOperator<Message> flip(int index) {
    return m -> {
      byte[] bytes = m.toBytes();
      bytes[index] ^= 1;
      return Message.of(bytes);
    };
  }

  static UnaryOperator<MultiOpening> leaf(int i, UnaryOperator<Leaf> change) {
    return o -> {
      List<Leaf> leaves = new ArrayList<>(o.leaves());
      leaves.set(i, change.apply(leaves.get(i)));
      return new MultiOpening(leaves, o.siblings());
    };
  }

  static UnaryOperator<MultiOpening> leaves(UnaryOperator<List<Leaf>> change) {
    return o -> new MultiOpening(change.apply(new ArrayList<>(o.leaves())), o.siblings());
  }

  static UnaryOperator<MultiOpening> siblings(UnaryOperator<List<Digest>> change) {
    return o -> new MultiOpening(o.leaves(), change.apply(new ArrayList<>(o.siblings())));
  }

  static UnaryOperator<OracleOpening> sent(UnaryOperator<Leaf> change) {
    return o -> new OracleOpening(change.apply(o.sent()), o.siblings());
  }

  static UnaryOperator<OracleOpening> oracleSiblings(UnaryOperator<List<Digest>> change) {
    return o -> new OracleOpening(o.sent(), change.apply(new ArrayList<>(o.siblings())));
  }

  static UnaryOperator<Leaf> element(int i, UnaryOperator<Long> change) {
    return l -> {
      long[] elements = l.toArray();
      elements[i] = change.apply(elements[i]);
      return Leaf.of(elements);
    };
  }

  static Digest flip(Digest d) {
    return new Digest(d.w0(), d.w1(), d.w2(), d.w3() ^ 1);
  }
}
