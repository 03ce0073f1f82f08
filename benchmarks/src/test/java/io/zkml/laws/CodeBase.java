package io.zkml.laws;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;

/** The main classes of all library modules, and the names by which the laws speak of them. */
final class CodeBase {

  /**
   * Packages of zkml-core that a verifier runs; their {@code prover} and {@code simd} do not count.
   */
  private static final List<String> VERIFIER_PACKAGES =
      List.of(
          "rejection",
          "field",
          "hash",
          "poly",
          "transcript",
          "merkle",
          "expr",
          "air",
          "sumcheck",
          "logup",
          "contraction",
          "pcs",
          "security",
          "stark",
          "codec");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "io.zkml.core", "io.zkml.testkit", "io.zkml.vm", "io.zkml.ml", "io.zkml.evm");

  private CodeBase() {}

  static JavaClasses classes() {
    return CLASSES;
  }

  static DescribedPredicate<JavaClass> simd() {
    return resideInAPackage("..simd..");
  }

  static DescribedPredicate<JavaClass> prover() {
    return resideInAPackage("..prover..");
  }

  /** What runs when a proof is checked. */
  static DescribedPredicate<JavaClass> verifier() {
    return resideInAnyPackage(core(VERIFIER_PACKAGES.stream()))
        .and(not(simd()))
        .and(not(prover()))
        .as("are verifier classes");
  }

  /** The two classes that choose between a scalar twin and its vector twin. */
  static DescribedPredicate<JavaClass> selector() {
    return DescribedPredicate.describe(
        "Kernels or Hashers",
        type ->
            Stream.of("io.zkml.core.field.Kernels", "io.zkml.core.hash.Hashers")
                .anyMatch(name -> outermost(type).getName().equals(name)));
  }

  static String[] core(Stream<String> packages) {
    return packages.map(name -> "io.zkml.core." + name + "..").toArray(String[]::new);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(CodeBase::outermost).orElse(type);
  }
}
