package io.zkml.core.stark;

import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.transcript.Message;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything that can be changed in one place of a proof, found by walking its records: bits of
 * messages, leaves and digests; lengths; elements of lists left out, repeated or swapped.
 */
final class ProofMutations {

  /** A changed value and what was changed. */
  record Mutation<T>(String what, T value) {}

  private final RandomElements random;

  private ProofMutations(RandomElements random) {
    this.random = random;
  }

  /** All mutations of a proof; the random numbers choose the bits that are flipped. */
  @SuppressWarnings("unchecked")
  static <T extends Record> List<Mutation<T>> of(T proof, RandomElements random) {
    List<Mutation<T>> out = new ArrayList<>();
    for (Mutation<Object> m : new ProofMutations(random).value(proof, "proof")) {
      if (!m.value().equals(proof)) {
        out.add(new Mutation<>(m.what(), (T) m.value()));
      }
    }
    return out;
  }

  private List<Mutation<Object>> value(Object value, String path) {
    return switch (value) {
      case Message m -> message(m, path);
      case Leaf l -> leaf(l, path);
      case Digest d -> digest(d, path);
      case List<?> l -> list(l, path);
      case Record r -> record(r, path);
      default -> throw new IllegalArgumentException(path + " is a " + value.getClass());
    };
  }

  private List<Mutation<Object>> message(Message m, String path) {
    List<Mutation<Object>> out = new ArrayList<>();
    byte[] bytes = m.toBytes();
    for (int at = 0; at < bytes.length; at += 8) {
      int word = at;
      int bit = random.below(64);
      out.add(changed(m, path + " bit " + (8 * at + bit), b -> flip(b, word, bit)));
    }
    if (bytes.length > 0) {
      out.add(changed(m, path + " shorter", b -> Arrays.copyOf(b, b.length - 1)));
    }
    out.add(changed(m, path + " longer", b -> Arrays.copyOf(b, b.length + 1)));
    out.add(changed(m, path + " an element longer", b -> Arrays.copyOf(b, b.length + 24)));
    out.add(changed(m, path + " empty", b -> new byte[0]));
    out.add(
        changed(
            m,
            path + " all ones",
            b -> {
              Arrays.fill(b, (byte) -1);
              return b;
            }));
    out.add(
        changed(
            m,
            path + " all zeros",
            b -> {
              Arrays.fill(b, (byte) 0);
              return b;
            }));
    return out;
  }

  private static Mutation<Object> changed(Message m, String what, UnaryOperator<byte[]> change) {
    return new Mutation<>(what, Message.of(change.apply(m.toBytes())));
  }

  private static byte[] flip(byte[] bytes, int word, int bit) {
    bytes[word + bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }

  private List<Mutation<Object>> leaf(Leaf leaf, String path) {
    List<Mutation<Object>> out = new ArrayList<>();
    for (int i = 0; i < leaf.width(); i++) {
      long[] elements = leaf.toArray();
      elements[i] ^= 1L << random.below(64);
      out.add(new Mutation<>(path + " element " + i, Leaf.of(elements)));
    }
    long[] all = leaf.toArray();
    out.add(new Mutation<>(path + " wider", Leaf.of(Arrays.copyOf(all, all.length + 1))));
    out.add(new Mutation<>(path + " narrower", Leaf.of(Arrays.copyOf(all, all.length - 1))));
    out.add(new Mutation<>(path + " empty", Leaf.of()));
    return out;
  }

  private List<Mutation<Object>> digest(Digest d, String path) {
    byte[] bytes = d.toBytes();
    bytes[random.below(32)] ^= (byte) (1 << random.below(8));
    return List.of(new Mutation<>(path + " bit", Digest.of(bytes)));
  }

  private List<Mutation<Object>> list(List<?> list, String path) {
    List<Mutation<Object>> out = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      for (Mutation<Object> m : value(list.get(i), path + "[" + i + "]")) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(i, m.value());
        out.add(new Mutation<>(m.what(), copy));
      }
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(i);
      out.add(new Mutation<>(path + " without " + i, shorter));
      List<Object> longer = new ArrayList<>(list);
      longer.add(i, list.get(i));
      out.add(new Mutation<>(path + " twice " + i, longer));
      List<Object> swapped = new ArrayList<>(list);
      int other = (i + 1) % list.size();
      swapped.set(i, list.get(other));
      swapped.set(other, list.get(i));
      out.add(new Mutation<>(path + " swapped " + i, swapped));
      List<Object> copied = new ArrayList<>(list);
      copied.set(i, list.get(other));
      out.add(new Mutation<>(path + " next in place of " + i, copied));
    }
    out.add(new Mutation<>(path + " empty", List.of()));
    List<Object> doubled = new ArrayList<>(list);
    doubled.addAll(list);
    out.add(new Mutation<>(path + " doubled", doubled));
    return out;
  }

  private List<Mutation<Object>> record(Record r, String path) {
    RecordComponent[] components = r.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(r);
        types[i] = components[i].getType();
      }
      List<Mutation<Object>> out = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        for (Mutation<Object> m : value(values[i], path + "." + components[i].getName())) {
          Object[] copy = values.clone();
          copy[i] = m.value();
          Object made = r.getClass().getDeclaredConstructor(types).newInstance(copy);
          out.add(new Mutation<>(m.what(), made));
        }
      }
      return out;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
