import org.jspecify.annotations.NullMarked;

/** Test support shared by the modules. */
@NullMarked
module io.zkml.testkit {
  requires transitive io.zkml.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires static transitive org.jspecify;

  exports io.zkml.testkit;
  exports io.zkml.testkit.vector;

  // For JUnit, which calls the tests of contracts by reflection.
  opens io.zkml.testkit;
}
