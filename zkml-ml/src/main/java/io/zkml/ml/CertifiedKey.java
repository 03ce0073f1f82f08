package io.zkml.ml;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.proof.ConstantPlan;
import java.util.HexFormat;
import java.util.List;

/**
 * A model key whose committed weights and tables are proven to be within the bounds that it
 * declares, with zero padding. What it does not say: that the key's plan is that of an honest
 * compiler; the publisher of the key asserts it. Immutable.
 *
 * <p>Verify a certificate once, keep {@link #digest}, and {@link #remembered} needs no certificate:
 *
 * <pre>{@code
 * CertifiedKey certified = CertifiedKey.verify(key, certificate);
 * InferenceVerifier verifier = InferenceVerifier.of(certified);
 * }</pre>
 */
public final class CertifiedKey {

  private final ModelKey key;

  private CertifiedKey(ModelKey key) {
    this.key = key;
  }

  /**
   * The key that a certificate vouches for.
   *
   * @param certificate untrusted bytes of a {@link WeightCertificate}; not changed
   * @throws ProofRejectedException if they prove nothing about this key
   * @throws IllegalArgumentException if the key can have no certificate: its parameter set is for
   *     tests only or promises more than its size allows, or it is beyond the limits of keys
   */
  public static CertifiedKey verify(ModelKey key, byte[] certificate)
      throws ProofRejectedException {
    InferenceVerifier.requireSafe(key);
    if (!PlanSecurity.reachesTarget(certificateKey(key))) {
      throw new IllegalArgumentException("the key's constants are too many for its parameter set");
    }
    return verifyUnsafe(key, certificate);
  }

  /** As {@link #verify}, with keys of unsafe parameter sets too, for tests. */
  public static CertifiedKey verifyUnsafe(ModelKey key, byte[] certificate)
      throws ProofRejectedException {
    VerifyingKey vk = certificateKey(key);
    if (certificate.length > ProofCodec.maxBytes(vk)) {
      throw new ProofRejectedException(RejectReason.MALFORMED, certificate.length + " bytes");
    }
    StarkProof proof = ProofCodec.decode(certificate, vk);
    StarkVerifier.verify(vk, new Statement(List.of(), context(key)), proof);
    return new CertifiedKey(key);
  }

  /**
   * The key again, of which the caller has verified a certificate before.
   *
   * @param digest what {@link #digest} gave then
   * @throws IllegalArgumentException if it is the digest of another key
   */
  public static CertifiedKey remembered(ModelKey key, String digest) {
    if (!key.digest().equals(digest)) {
      throw new IllegalArgumentException(
          "this key is " + key.digest() + ", the one that was certified is " + digest);
    }
    return new CertifiedKey(key);
  }

  /** The key. */
  public ModelKey key() {
    return key;
  }

  /** What to remember: the identity of the whole key, {@link ModelKey#digest}. */
  public String digest() {
    return key.digest();
  }

  /**
   * The key of a model key's certificates.
   *
   * @throws IllegalArgumentException if it would be beyond the limits of keys
   */
  static VerifyingKey certificateKey(ModelKey key) {
    VerifyingKey vk = ConstantPlan.of(key.constants()).key(key.verifyingKey());
    // Encoding applies the limits that bound a verifier's time and memory.
    VerifyingKeyCodec.encode(vk);
    return vk;
  }

  /** What a certificate's statement is bound to: the whole model key. */
  static byte[] context(ModelKey key) {
    return HexFormat.of().parseHex(key.digest());
  }
}
