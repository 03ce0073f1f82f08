package io.zkml.fuzz.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in order until a test fails, whose name is printed. */
final class FirstFailure {

  /** Before the name of the test. */
  static final String PREFIX = "FAILED ";

  private FirstFailure() {}

  /** Runs the classes of these names. */
  public static void main(String[] classes) {
    Launcher launcher = LauncherFactory.create();
    for (String name : classes) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request().selectors(selectClass(name)).build();
      launcher.execute(request, new Stop(name));
    }
    System.exit(0);
  }

  /** Ends the process with the first failure. */
  private record Stop(String testClass) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        Optional<String> method =
            test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(s -> ((MethodSource) s).getMethodName());
        String simple = testClass.substring(testClass.lastIndexOf('.') + 1);
        System.out.println(PREFIX + simple + method.map(m -> "." + m).orElse(""));
        System.exit(0);
      }
    }
  }
}
