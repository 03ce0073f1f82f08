package io.zkml.evm.plan;

import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.stark.ProofPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensor relations: section 6.5. */
final class ContractionCode {

  private final Assembler code;
  private final Algebra f;
  private final Coordinates points;
  private final Weights weights;
  private final ProofPlan plan;
  private final ProductGroups products;
  private final List<Integer> z;
  private final int[] values;
  private List<Integer> s = List.of();
  private int[] batch = {};
  private int known;
  private final List<ClaimList.Term> linear = new ArrayList<>();

  ContractionCode(
      Assembler code,
      Algebra f,
      Coordinates points,
      Weights weights,
      ProofPlan plan,
      ZerocheckCode zerocheck) {
    this.code = code;
    this.f = f;
    this.points = points;
    this.weights = weights;
    this.plan = plan;
    this.products = new ProductGroups(plan.relations());
    this.z = zerocheck.point();
    this.values = zerocheck.virtualValues();
    this.known = f.zero();
  }

  void emit(ClaimList claims) {
    int kappa = code.allocate(1);
    code.op(Opcode.SQUEEZE, kappa).u24(1).squeezeHeader("contraction batch");
    batch = f.powers(kappa, values.length);
    int claim = f.zero();
    for (int k = values.length - 1; k >= 0; k--) {
      claim = f.mulAdd(claim, kappa, values[k]);
    }
    int rounds = products.rounds();
    int degree = products.degree();
    int point = code.allocate(Math.max(1, rounds));
    int last = f.computed(code.allocate(1));
    code.op(Opcode.ROUNDS, last, claim, point).u8(rounds).u8(degree);
    code.elementsHeader("contraction round", degree).squeezeHeader("contraction challenge");
    s = Coordinates.array(point, rounds);
    int count = 0;
    for (ProductGroups.Group g : products.groups()) {
      count += g.operand().isPublic() ? 0 : 1;
    }
    int operands = code.allocate(Math.max(1, count));
    code.op(Opcode.MESSAGE, operands).u24(count).elementsHeader("contraction operands", count);
    groups(claims, operands);
    singles(claims);
    int rest = f.sub(last, known);
    if (linear.isEmpty()) {
      f.requireZero(rest, Stage.CONTRACTION);
    } else {
      claims.add(linear, f.norm(rest));
    }
  }

  private void groups(ClaimList claims, int operands) {
    int next = operands;
    for (ProductGroups.Group g : products.groups()) {
      List<Integer> sg = Coordinates.suffix(s, g.variables());
      Term first = g.members().getFirst().term();
      Operand a = g.operand();
      Weighting at = Weighting.eq(weights(first, sg).firstPoint());
      int value;
      if (a.isPublic()) {
        value = weights.onPublic(a.block(), at);
      } else {
        value = next++;
        claims.single(a.source(), a.block(), a.offset(), f.one(), at, value);
      }
      int scale = f.mul(leading(g.variables()), value);
      for (ProductGroups.Member m : g.members()) {
        TermCode w = weights(m.term(), sg);
        add(claims, f.mul(coefficient(m, w), scale), m.term().b(), w.second());
      }
    }
  }

  private void singles(ClaimList claims) {
    int scale = leading(0);
    for (int k = 0; k < plan.relations().size(); k++) {
      for (Term t : plan.relations().get(k).terms()) {
        if (t.b() == null) {
          TermCode w = weights(t, List.of());
          int c = f.mul(coefficient(new ProductGroups.Member(k, t), w), scale);
          add(claims, c, t.a(), w.single());
        }
      }
    }
  }

  private TermCode weights(Term t, List<Integer> sg) {
    return new TermCode(t, Coordinates.suffix(z, t.outLog()), sg, f, points, weights);
  }

  private void add(ClaimList claims, int coefficient, @Nullable Operand operand, Weighting weight) {
    if (operand == null) {
      throw new IllegalStateException("a product without second operand");
    }
    if (operand.isPublic()) {
      known = f.mulAdd(coefficient, weights.onPublic(operand.block(), weight), known);
    } else {
      linear.add(
          claims.term(operand.source(), operand.block(), operand.offset(), coefficient, weight));
    }
  }

  private int coefficient(ProductGroups.Member m, TermCode w) {
    Term t = m.term();
    Relation relation = plan.relations().get(m.relation());
    List<Integer> column = Coordinates.suffix(z, relation.variables());
    int high = column.size() - t.outLog();
    int prefix = points.eqIndex(t.rowOffset() >>> t.outLog(), column.subList(0, high));
    int scaled = f.mul(batch[m.relation()], f.constant(t.scale()));
    return f.mul(f.mul(scaled, prefix), w.common());
  }

  private int leading(int variables) {
    int product = f.one();
    for (int i = 0; i < s.size() - variables; i++) {
      product = f.mul(product, s.get(i));
    }
    return product;
  }
}
