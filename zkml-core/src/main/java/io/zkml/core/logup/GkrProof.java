package io.zkml.core.logup;

import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * The messages of LogUp-GKR.
 *
 * @param root the fraction (p, q) of all messages
 * @param layers from the root's layer to the leaves'
 * @param pairs (P_t, Q_t) of every table
 */
public record GkrProof(Message root, List<Layer> layers, Message pairs) {

  /** Copies the list. */
  public GkrProof {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param rounds (c1, c2) of every round polynomial without its eq factor
   * @param ends p0, p1, q0, q1 at the sumcheck's point
   */
  public record Layer(List<Message> rounds, Message ends) {
    /** Copies the list. */
    public Layer {
      rounds = List.copyOf(rounds);
    }
  }
}
