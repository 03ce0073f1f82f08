package io.zkml.evm;

import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.evm.machine.Evm;
import io.zkml.evm.plan.EvmPlan;
import io.zkml.evm.plan.PlanParts;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** The checked-in contracts, deployed on the test's own machine. */
@SuppressWarnings("exports") // of a machine for tests, to tests
public final class OnChain {

  private static final int ADDRESS_BYTES = 20;

  private final Evm evm = new Evm();
  private final BigInteger store;
  private final Map<String, BigInteger> verifiers = new TreeMap<>();

  /** Deploys the store of plans. */
  public OnChain() throws IOException {
    store = evm.deploy(SolidityVerifier.initCode("PlanStore"));
  }

  /** The machine. */
  public Evm evm() {
    return evm;
  }

  /** A key whose plan is published. */
  public record Published(VerifyingKey key, byte[] modelId, BigInteger verifier) {}

  Published publish(VerifyingKey key) throws IOException {
    return publish(key, PlanParts.of(EvmPlan.of(key, new byte[0])));
  }

  /** Publishes a plan in these parts. */
  public Published publish(VerifyingKey key, PlanParts parts) throws IOException {
    for (byte[] part : parts.parts()) {
      if (!evm.send(store, SolidityVerifier.publishCall(part)).success()) {
        throw new IOException("the plan was not published");
      }
    }
    return new Published(key, parts.modelId(), verifier(key.parameters()));
  }

  BigInteger verifier(SecurityParameters parameters) throws IOException {
    BigInteger known = verifiers.get(parameters.name());
    if (known == null) {
      byte[] address = new byte[ADDRESS_BYTES];
      byte[] low = store.toByteArray();
      System.arraycopy(low, 0, address, ADDRESS_BYTES - low.length, low.length);
      known = evm.deploy(SolidityVerifier.verifierInitCode(address, parameters));
      verifiers.put(parameters.name(), known);
    }
    return known;
  }

  /** Whether the contract accepts a proof. */
  public boolean accepts(Published model, Statement statement, byte[] proof) {
    return verify(model, statement, proof).success();
  }

  Evm.Receipt verify(Published model, Statement statement, byte[] proof) {
    byte[] io = EvmCalldata.publicIo(model.key(), statement, new byte[0]);
    return call(model, io, proof);
  }

  Evm.Receipt call(Published model, byte[] io, byte[] proof) {
    return evm.send(model.verifier(), EvmCalldata.verify(model.modelId(), io, proof));
  }
}
