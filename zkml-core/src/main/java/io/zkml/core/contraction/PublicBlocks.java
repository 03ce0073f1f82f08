package io.zkml.core.contraction;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.Points;
import java.util.ArrayList;
import java.util.List;

/** Blocks whose entries both sides know: the statement's public tensors in their stored form. */
public final class PublicBlocks {

  private final List<long[]> blocks;

  private PublicBlocks(List<long[]> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The blocks of tensors, numbered tensor by tensor.
   *
   * @param layouts how each tensor is stored
   * @param values each tensor's signed entries in logical row-major order, as many as its layout
   *     has
   */
  public static PublicBlocks of(List<TensorLayout> layouts, List<long[]> values) {
    List<long[]> blocks = new ArrayList<>();
    for (int t = 0; t < layouts.size(); t++) {
      long[] canonical = values.get(t).clone();
      for (int i = 0; i < canonical.length; i++) {
        canonical[i] = Goldilocks.fromSigned(canonical[i]);
      }
      TensorLayout layout = layouts.get(t);
      for (int b = 0; b < layout.blocks(); b++) {
        long[] block = new long[1 << layout.blockLog(b)];
        layout.scatter(canonical, b, block, 0);
        blocks.add(block);
      }
    }
    return new PublicBlocks(blocks);
  }

  /** The entries of a block, canonical; not to be changed. */
  public long[] entries(int block) {
    return blocks.get(block);
  }

  /** The weighted sum of a block's entries. */
  public Ext3 evaluate(int block, Weight weight) {
    long[] entries = blocks.get(block);
    Ext3[] table = {Ext3.ONE};
    for (Factor f : weight.factors()) {
      table = outer(table, expand(f));
    }
    Ext3 sum = Ext3.ZERO;
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] != 0) {
        sum = sum.add(table[i].mul(entries[i]));
      }
    }
    return sum;
  }

  private static Ext3[] expand(Factor factor) {
    return switch (factor) {
      case Factor.Eq eq -> Points.eqTable(eq.z());
      case Factor.Explicit e -> e.values().toArray(new Ext3[0]);
    };
  }

  private static Ext3[] outer(Ext3[] a, Ext3[] b) {
    Ext3[] out = new Ext3[a.length * b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        out[i * b.length + j] = a[i].mul(b[j]);
      }
    }
    return out;
  }
}
