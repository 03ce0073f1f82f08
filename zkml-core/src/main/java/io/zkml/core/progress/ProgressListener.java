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

  /**
   * The stages that follow are those of one shard of a long run.
   *
   * @param shard its number, from 0
   * @param shards how many there are; 0 as long as that is not known
   */
  default void shard(int shard, int shards) {}

  /** Listens to nothing. */
  static ProgressListener none() {
    return (stage, done, total) -> {};
  }
}
