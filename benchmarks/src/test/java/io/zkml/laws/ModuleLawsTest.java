package io.zkml.laws;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ModuleLawsTest {

  @Test
  void codeBase_imported_hasClassesOfCore() {
    assertThat(CodeBase.classes().contain("io.zkml.core.field.Goldilocks")).isTrue();
  }

  @Test
  void packages_all_haveNoCycles() {
    slices()
        .matching("io.zkml.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(CodeBase.selector(), CodeBase.simd())
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void incubatorModule_used_onlyBySimd() {
    noClasses()
        .that(not(CodeBase.simd()))
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.."))
        .allowEmptyShould(true)
        .because("the library works without the Vector API")
        .check(CodeBase.classes());
  }

  @Test
  void core_all_knowsNoOtherModule() {
    noClasses()
        .that(resideInAPackage("io.zkml.core.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.zkml.vm..", "io.zkml.ml..", "io.zkml.evm..", "com.google.protobuf.."))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void vm_all_knowsNothingOfOnnx() {
    noClasses()
        .that(resideInAPackage("io.zkml.vm.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.zkml.ml..", "..onnx..", "com.google.protobuf.."))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void ml_all_knowsNothingOfCommitmentsAndSumcheck() {
    noClasses()
        .that(resideInAPackage("io.zkml.ml.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(CodeBase.core(Stream.of("pcs", "merkle", "sumcheck"))))
        .allowEmptyShould(true)
        .because("zkml-ml compiles to tensor programs and leaves proving to zkml-vm")
        .check(CodeBase.classes());
  }

  @Test
  void protobuf_used_onlyByOnnxReader() {
    noClasses()
        .that(not(resideInAPackage("io.zkml.ml.onnx..")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.google.protobuf.."))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void evm_all_seesOnlyVerifierPackages() {
    noClasses()
        .that(resideInAPackage("io.zkml.evm.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.zkml..")
                .and(not(resideInAPackage("io.zkml.evm..")))
                .and(not(CodeBase.verifier())))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }

  @Test
  void testkit_used_onlyByTests() {
    noClasses()
        .that(not(resideInAPackage("io.zkml.testkit..")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.zkml.testkit..", "org.junit..", "org.assertj.."))
        .allowEmptyShould(true)
        .check(CodeBase.classes());
  }
}
