package io.zkml.testkit;

import io.zkml.core.contraction.IndexList;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a record tree (a proof, a key, a statement) and changes it in one place at a time: bytes of
 * messages, numbers, elements and order of lists. A part of a type without a rule is an error, so a
 * new kind of part cannot stay untested. Values that a record's constructor refuses are left out.
 */
public final class TamperWalker {

  private final Sampling sampling;

  private TamperWalker(Sampling sampling) {
    this.sampling = sampling;
  }

  /**
   * All changes of a record, made one by one while iterating.
   *
   * @throws IllegalArgumentException while iterating, at a part of a type without a rule
   */
  public static <T extends Record> Iterable<Mutation<T>> mutations(T root, Sampling sampling) {
    TamperWalker walker = new TamperWalker(sampling);
    String name = root.getClass().getSimpleName();
    return () -> walker.record(root, name).iterator();
  }

  private Stream<? extends Mutation<?>> changes(@Nullable Object part, String path) {
    return switch (part) {
      case null -> Stream.empty();
      case Record r -> record(r, path);
      case List<?> list -> list(list, path);
      case IndexList l -> indices(l, path);
      case Message m -> bytes(m.toBytes(), path).map(b -> map(b, Message.of(b.value())));
      case Leaf leaf -> longs(leaf.toArray(), path).map(v -> map(v, Leaf.of(v.value())));
      case byte[] b -> bytes(b, path);
      case long[] v -> longs(v, path);
      case Long v -> numbers(v, path);
      case Integer v -> numbers(v, path).map(n -> map(n, n.value().intValue()));
      case Boolean v -> Stream.of(new Mutation<>(path + ": negated", !v));
      case String v -> Stream.of(new Mutation<>(path + ": longer", v + "'"));
      case Enum<?> v -> constants(v, path);
      default -> throw new IllegalArgumentException("no rule for " + part.getClass() + ": " + path);
    };
  }

  private static <T> Mutation<T> map(Mutation<?> of, T value) {
    return new Mutation<>(of.path(), value);
  }

  private <T extends Record> Stream<Mutation<T>> record(T record, String path) {
    RecordParts<T> parts = new RecordParts<>(record);
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMap(i ->
            changes(parts.get(i), path + "." + parts.name(i))
                .flatMap(m -> parts.with(i, m.value()).map(v -> map(m, v)).stream()))
        .filter(m -> !m.value().equals(record));
  }

  private Stream<Mutation<List<Object>>> list(List<?> list, String path) {
    List<Object> items = new ArrayList<>(list);
    Stream<Mutation<List<Object>>> inside =
        chosen(items.size(), path)
            .flatMap(i ->
                changes(items.get(i), path + "[" + i + "]")
                    .map(m -> map(m, replaced(items, i, m.value()))));
    return Stream.concat(inside, order(items, path)).filter(m -> !m.value().equals(items));
  }

  private Stream<Mutation<IndexList>> indices(IndexList list, String path) {
    return list(IntStream.range(0, list.size()).mapToObj(list::get).toList(), path)
        .map(m -> map(m, IndexList.of(m.value().stream().mapToInt(i -> (Integer) i).toArray())));
  }

  private static List<Object> replaced(List<Object> items, int i, Object value) {
    List<Object> out = new ArrayList<>(items);
    out.set(i, value);
    return out;
  }

  /** Elements dropped, duplicated and exchanged. */
  private Stream<Mutation<List<Object>>> order(List<Object> items, String path) {
    return chosen(items.size(), path)
        .flatMap(i -> {
          List<Object> dropped = new ArrayList<>(items);
          dropped.remove((int) i);
          List<Object> doubled = new ArrayList<>(items);
          doubled.add(i, items.get(i));
          List<Object> swapped = new ArrayList<>(items);
          swapped.add((i + 1) % items.size(), swapped.remove((int) i));
          String at = path + ": " + i;
          return Stream.of(
              new Mutation<>(at + " dropped", dropped),
              new Mutation<>(at + " doubled", doubled),
              new Mutation<>(at + " swapped with the next", swapped));
        });
  }

  private Stream<Integer> chosen(int n, String path) {
    SplittableRandom random = sampling.random(path);
    return Sampling.indices(n, sampling.items(), random).boxed();
  }

  private Stream<Mutation<byte[]>> bytes(byte[] bytes, String path) {
    return new ByteChanges(bytes, path, sampling).all();
  }

  private Stream<Mutation<long[]>> longs(long[] values, String path) {
    Stream<Mutation<long[]>> inside =
        chosen(values.length, path)
            .flatMap(i ->
                numbers(values[i], path + "[" + i + "]")
                    .map(m -> {
                      long[] out = values.clone();
                      out[i] = m.value();
                      return map(m, out);
                    }));
    long[] longer = new long[values.length + 1];
    System.arraycopy(values, 0, longer, 0, values.length);
    Stream<Mutation<long[]>> lengths = Stream.of(new Mutation<>(path + ": 0 appended", longer));
    if (values.length > 0) {
      long[] shorter = new long[values.length - 1];
      System.arraycopy(values, 0, shorter, 0, shorter.length);
      lengths = Stream.concat(lengths, Stream.of(new Mutation<>(path + ": shorter", shorter)));
    }
    return Stream.concat(inside, lengths);
  }

  private static Stream<Mutation<Long>> numbers(long v, String path) {
    return Stream.of(v + 1, v - 1, 0L, -1L, ~v, ByteChanges.notCanonical(v))
        .distinct()
        .filter(n -> n != v)
        .map(n -> new Mutation<>(path + ": " + v + " to " + n, n));
  }

  private static Stream<Mutation<Object>> constants(Enum<?> v, String path) {
    return Stream.of((Object[]) v.getDeclaringClass().getEnumConstants())
        .filter(other -> other != v)
        .map(other -> new Mutation<>(path + ": " + other, other));
  }
}
