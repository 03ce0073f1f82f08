package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The messages of one layer's sumcheck: sum over x of eq(point, x) h(x), h of degree 2. A round
 * sends its polynomial without the eq factor and without the constant coefficient.
 */
final class LayerRounds {

  private final ProverChannel channel;
  private final List<Ext3> point;
  private final List<Message> messages = new ArrayList<>();
  private final List<Ext3> challenges = new ArrayList<>();
  private Ext3 running;

  /** No rounds yet, of as many as the point has coordinates. */
  LayerRounds(ProverChannel channel, List<Ext3> point, Ext3 claim) {
    this.channel = channel;
    this.point = point;
    this.running = claim;
  }

  /**
   * Sends a round and draws its challenge.
   *
   * @param h0 sum of eq h, the round's variable at 0
   * @param c2 sum of eq times the leading coefficient of h in the round's variable
   * @param h1 as h0, the variable at 1: asked for only where the claim does not determine it
   */
  Ext3 send(Ext3 h0, Ext3 c2, Supplier<Ext3> h1) {
    Ext3 xi = point.get(challenges.size());
    Ext3 c1 = xi.isZero() ? h1.get().sub(h0).sub(c2) : running.sub(h0).mul(xi.inverse()).sub(c2);
    messages.add(channel.send("gkr round", List.of(c1, c2)));
    Ext3 r = channel.transcript().squeeze("gkr challenge");
    running = h0.add(r.mul(c1.add(r.mul(c2))));
    challenges.add(r);
    return r;
  }

  /** The point's coordinates of the rounds to come. */
  List<Ext3> left() {
    return point.subList(challenges.size(), point.size());
  }

  List<Message> messages() {
    return messages;
  }

  List<Ext3> challenges() {
    return challenges;
  }
}
