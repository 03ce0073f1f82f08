package io.zkml.core.progress;

/** Is told how far a long computation is. Called on the thread that computes; must return soon. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * A stage has begun or ended.
   *
   * @param stage the stage
   * @param done stages finished before or with it
   * @param total stages in all
   */
  void progress(Stage stage, long done, long total);

  /** Listens to nothing. */
  static ProgressListener none() {
    return (stage, done, total) -> {};
  }
}
