package io.zkml.laws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beFinal;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Data are records; nothing changes behind a caller's back. */
class DataLawsTest {

  private static final String RECORD_NAME = ".*(Proof|Claim|Commitment|Parameters)";

  private static final Set<String> MUTABLE_TYPES =
      Set.of(
          ArrayDeque.class.getName(),
          ArrayList.class.getName(),
          BitSet.class.getName(),
          "java.util.HashMap",
          "java.util.HashSet",
          LinkedHashMap.class.getName(),
          LinkedHashSet.class.getName(),
          TreeMap.class.getName(),
          TreeSet.class.getName(),
          StringBuilder.class.getName(),
          ThreadLocal.class.getName(),
          "java.util.Random");

  @Test
  void proofsClaimsCommitmentsParameters_all_areRecords() {
    classes()
        .that()
        .haveNameMatching(RECORD_NAME)
        .should()
        .beRecords()
        .allowEmptyShould(true)
        .because("proofs are records of messages, and tests tamper by walking records")
        .check(CodeBase.classes());
  }

  @Test
  void staticFields_all_areFinal() {
    fields()
        .that(writtenStatics())
        .should(beFinal())
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void staticFields_ofMutableTypes_doNotExist() {
    noFields()
        .that(writtenStatics())
        .should()
        .haveRawType(describe("mutable", DataLawsTest::isMutable))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void staticArrays_all_arePrivate() {
    fields()
        .that(writtenStatics().and(describe("are arrays", field -> field.getRawType().isArray())))
        .should()
        .bePrivate()
        .allowEmptyShould(true)
        .because("an array is a constant only as long as nobody else can write to it")
        .check(CodeBase.classes());
  }

  private static DescribedPredicate<JavaField> writtenStatics() {
    return describe(
        "are static",
        field ->
            field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(SYNTHETIC)
                && !field.getOwner().getModifiers().contains(SYNTHETIC));
  }

  private static boolean isMutable(JavaClass type) {
    return MUTABLE_TYPES.contains(type.getName())
        || type.getPackageName().startsWith("java.util.concurrent");
  }
}
