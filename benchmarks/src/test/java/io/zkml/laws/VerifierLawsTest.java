package io.zkml.laws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.zkml.core.security.ErrorTerm;
import io.zkml.core.security.SecurityReport;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.WeakHashMap;
import org.junit.jupiter.api.Test;

/** A verifier is scalar, sequential, exact, and gives the same answer every time. */
class VerifierLawsTest {

  /** Types that make an answer depend on something else than the proof. */
  private static final Set<String> UNSTABLE_TYPES =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          Hashtable.class.getName(),
          IdentityHashMap.class.getName(),
          WeakHashMap.class.getName(),
          Thread.class.getName(),
          ThreadLocal.class.getName(),
          InheritableThreadLocal.class.getName(),
          Timer.class.getName(),
          TimerTask.class.getName(),
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.security.SecureRandom",
          "java.time.Clock");

  /** Methods of the same kind, by the class that has them. */
  private static final Map<String, Set<String>> UNSTABLE_METHODS =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "identityHashCode"),
          "java.lang.Math", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.time.Instant", Set.of("now"),
          "java.util.Map", Set.of("of", "ofEntries", "copyOf"),
          "java.util.Set", Set.of("of", "copyOf"),
          "java.util.stream.Collectors",
              Set.of("toSet", "toMap", "groupingBy", "toUnmodifiableSet", "toUnmodifiableMap"));

  private static final List<String> PARALLEL_METHODS =
      List.of(
          "parallel",
          "parallelStream",
          "parallelPrefix",
          "parallelSetAll",
          "parallelSort",
          "wait",
          "notify",
          "notifyAll");

  @Test
  void verifier_all_knowsNoProver() {
    noClasses()
        .that(CodeBase.verifier())
        .should()
        .dependOnClassesThat(CodeBase.prover())
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void verifier_exceptSelectors_knowsNoSimd() {
    noClasses()
        .that(CodeBase.verifier().and(not(CodeBase.selector())))
        .should()
        .dependOnClassesThat(CodeBase.simd())
        .allowEmptyShould(true)
        .because("only Kernels and Hashers choose between twins")
        .check(CodeBase.classes());
  }

  @Test
  void verifier_all_hasNoThreadsHashMapsClocksOrRandomness() {
    noClasses()
        .that(CodeBase.verifier())
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent..")
                .or(resideInAPackage("java.util.random.."))
                .or(describe("unstable", type -> UNSTABLE_TYPES.contains(type.getName()))))
        .orShould()
        .accessTargetWhere(unstableMethod())
        .allowEmptyShould(true)
        .because("a verifier is sequential and deterministic; use sorted maps, arrays or enums")
        .check(CodeBase.classes());
  }

  @Test
  void verifier_exceptPrintedBits_hasNoFloatingPoint() {
    classes()
        .that(CodeBase.verifier().and(not(describe("printed bits", VerifierLawsTest::prints))))
        .should(haveNoFloatingPoint())
        .allowEmptyShould(true)
        .because("what is accepted must not depend on how a machine rounds")
        .check(CodeBase.classes());
  }

  /** Logarithms of exact bounds, for people. */
  private static boolean prints(JavaClass type) {
    return type.isEquivalentTo(SecurityReport.class) || type.isEquivalentTo(ErrorTerm.class);
  }

  private static DescribedPredicate<JavaAccess<?>> unstableMethod() {
    return describe(
        "a clock, a random source, a hash map or a thread",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          return UNSTABLE_METHODS.getOrDefault(owner, Set.of()).contains(name)
              || (owner.startsWith("java.") && PARALLEL_METHODS.contains(name));
        });
  }

  private static ArchCondition<JavaClass> haveNoFloatingPoint() {
    return new ArchCondition<>("have no floating-point instruction, field or parameter") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        FloatingPoint.uses(type)
            .forEach(use -> events.add(SimpleConditionEvent.violated(type, use)));
      }
    };
  }
}
