/** Verifying keys as programs that the verifier contract interprets. */
package io.zkml.evm.plan;
