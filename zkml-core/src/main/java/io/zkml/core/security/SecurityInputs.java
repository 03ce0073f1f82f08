package io.zkml.core.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The sizes that error terms depend on, at a key's maxima.
 *
 * @param opening the batched opening
 * @param logUp lookups and buses
 * @param zerocheck row constraints
 * @param contraction tensor relations
 */
public record SecurityInputs(
    Opening opening, LogUp logUp, Zerocheck zerocheck, Contraction contraction) {

  /** Inputs of an opening alone. */
  public static SecurityInputs of(Opening opening) {
    return new SecurityInputs(
        opening, new LogUp(0, 0, 0, 0), new Zerocheck(0, 0, 0), new Contraction(0, 0, 0));
  }

  /**
   * Inputs of proofs in shards that share all buses: leaves and roots of all of them, and the
   * largest of each other size. Every error term grows with every size.
   *
   * @param shards at least one, of one folding
   */
  public static SecurityInputs ofShards(List<SecurityInputs> shards) {
    List<Integer> roots = new ArrayList<>();
    long leaves = 0;
    for (SecurityInputs s : shards) {
      roots.addAll(s.opening.rootVariables);
      leaves += s.logUp.leaves;
      Opening first = shards.getFirst().opening;
      if (s.opening.logHeight != first.logHeight
          || s.opening.arity != first.arity
          || !s.opening.oracleArities.equals(first.oracleArities)) {
        throw new IllegalArgumentException("shards of different foldings");
      }
    }
    Opening first = shards.getFirst().opening;
    return new SecurityInputs(
        new Opening(
            first.logHeight,
            most(shards, s -> s.opening.logColumns),
            first.arity,
            first.oracleArities,
            roots,
            mostLong(shards, s -> s.opening.claims)),
        new LogUp(
            leaves,
            most(shards, s -> s.logUp.messageWidth),
            mostLong(shards, s -> s.logUp.rounds),
            mostLong(shards, s -> s.logUp.challenges)),
        new Zerocheck(
            most(shards, s -> s.zerocheck.variables),
            most(shards, s -> s.zerocheck.constraints),
            most(shards, s -> s.zerocheck.chips)),
        new Contraction(
            most(shards, s -> s.contraction.relations),
            most(shards, s -> s.contraction.rounds),
            most(shards, s -> s.contraction.degree)));
  }

  private static int most(List<SecurityInputs> shards, ToIntFunction<SecurityInputs> size) {
    return shards.stream().mapToInt(size).max().orElseThrow();
  }

  private static long mostLong(List<SecurityInputs> shards, ToLongFunction<SecurityInputs> size) {
    return shards.stream().mapToLong(size).max().orElseThrow();
  }

  /**
   * The batched opening.
   *
   * @param logHeight h: log2 of the entries of a column
   * @param logColumns W: log2 of the columns of all commitments joined
   * @param arity a: variables folded in the first oracle's leaves, besides the columns
   * @param oracleArities variables folded at each later oracle
   * @param rootVariables number of variables w + h of each commitment
   * @param claims M: claims batched, out-of-domain claims included
   */
  public record Opening(
      int logHeight,
      int logColumns,
      int arity,
      List<Integer> oracleArities,
      List<Integer> rootVariables,
      long claims) {

    /** Copies the lists. */
    public Opening {
      oracleArities = List.copyOf(oracleArities);
      rootVariables = List.copyOf(rootVariables);
    }
  }

  /**
   * Lookups and buses.
   *
   * @param leaves T: all leaves, that is rows, tables, padding and public messages
   * @param messageWidth elements of the widest message, bus id included
   * @param rounds sumcheck rounds of all GKR layers
   * @param challenges lambdas and mus of all layers
   */
  public record LogUp(long leaves, int messageWidth, long rounds, long challenges) {}

  /**
   * Row constraints.
   *
   * @param variables log2 of the tallest chip's rows: coordinates of the point and rounds
   * @param constraints largest number of constraints of a chip
   * @param chips number of chips batched
   */
  public record Zerocheck(int variables, int constraints, int chips) {}

  /**
   * Tensor relations.
   *
   * @param relations J: relations batched
   * @param rounds rounds of the one sumcheck
   * @param degree degree of a round polynomial
   */
  public record Contraction(int relations, int rounds, int degree) {}
}
