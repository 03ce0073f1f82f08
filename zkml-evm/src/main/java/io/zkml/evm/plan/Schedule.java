package io.zkml.evm.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arithmetic that may be done in any order that respects its dependencies. It is ordered so that
 * equal operations follow each other: the contract decodes an opcode once for all of a run.
 */
final class Schedule {

  /** One operation on registers. */
  record Operation(Opcode code, int result, List<Integer> sources, long constant) {
    Operation {
      sources = List.copyOf(sources);
    }
  }

  /** Operations of one kind, in an order in which they can be done. */
  record Run(Opcode code, List<Operation> operations) {
    Run {
      operations = List.copyOf(operations);
    }
  }

  private final List<Operation> pending = new ArrayList<>();

  void add(Operation operation) {
    pending.add(operation);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** All operations as runs; forgets them. */
  List<Run> take() {
    Map<Integer, List<Operation>> consumers = new HashMap<>();
    Map<Operation, Integer> missing = new HashMap<>();
    Map<Integer, Operation> producers = new HashMap<>();
    Map<Opcode, Deque<Operation>> ready = new EnumMap<>(Opcode.class);
    for (Operation o : pending) {
      int count = 0;
      for (int s : o.sources()) {
        if (producers.containsKey(s)) {
          consumers.computeIfAbsent(s, k -> new ArrayList<>()).add(o);
          count++;
        }
      }
      producers.put(o.result(), o);
      missing.put(o, count);
      if (count == 0) {
        ready.computeIfAbsent(o.code(), k -> new ArrayDeque<>()).add(o);
      }
    }
    List<Run> runs = new ArrayList<>();
    for (Deque<Operation> next = longest(ready); !next.isEmpty(); next = longest(ready)) {
      Opcode code = next.peek().code();
      List<Operation> run = new ArrayList<>();
      while (!next.isEmpty()) {
        Operation o = next.poll();
        run.add(o);
        for (Operation c : consumers.getOrDefault(o.result(), List.of())) {
          if (missing.merge(c, -1, Integer::sum) == 0) {
            ready.computeIfAbsent(c.code(), k -> new ArrayDeque<>()).add(c);
          }
        }
      }
      runs.add(new Run(code, run));
    }
    pending.clear();
    return runs;
  }

  private static Deque<Operation> longest(Map<Opcode, Deque<Operation>> ready) {
    Deque<Operation> best = new ArrayDeque<>();
    for (Deque<Operation> d : ready.values()) {
      best = d.size() > best.size() ? d : best;
    }
    return best;
  }
}
