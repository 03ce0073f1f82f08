package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.contraction.ProductGroups.Group;
import io.zkml.core.contraction.ProductGroups.Member;
import io.zkml.core.contraction.ProductGroups.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups are the classes of equal signatures, in order of their first members. */
class ProductGroupsTest {

  @Test
  void groups_randomRelations_areTheClassesOfEqualSignatures() {
    for (long seed = 0; seed < 200; seed++) {
      List<Relation> relations = new RandomRelations(seed).relations;
      List<Group> groups = new ProductGroups(relations).groups();
      Map<Signature, List<Member>> expected = new LinkedHashMap<>();
      for (int k = 0; k < relations.size(); k++) {
        for (Term t : relations.get(k).terms()) {
          if (t.b() != null) {
            List<Relation> alone = List.of(new Relation("one", 30, List.of(t)));
            Signature s = new ProductGroups(alone).groups().getFirst().signature();
            expected.computeIfAbsent(s, x -> new ArrayList<>()).add(new Member(k, t));
          }
        }
      }
      assertThat(groups).extracting(Group::signature).containsExactlyElementsOf(expected.keySet());
      assertThat(groups).extracting(Group::members).containsExactlyElementsOf(expected.values());
    }
  }

  @Test
  void groups_operandsInAnyOrder_areInOrderOfFirstMembers() {
    List<Term> terms = new ArrayList<>();
    for (int block = 0; block < 20_000; block++) {
      Operand a = Operand.committed(block % 3, block / 2);
      terms.add(new Term(0, 1, a, a, List.of(new AxisMap.Shared(0))));
    }
    Collections.reverse(terms);
    List<Group> groups = new ProductGroups(List.of(new Relation("r", 0, terms))).groups();
    List<Operand> expected = terms.stream().map(Term::a).distinct().toList();
    assertThat(groups).extracting(Group::operand).containsExactlyElementsOf(expected);
  }
}
