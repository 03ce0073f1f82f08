package io.zkml.evm.plan;

import io.zkml.core.logup.LogUpShape;
import io.zkml.core.merkle.Digest;
import io.zkml.core.stark.CommitmentKind;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the program of a key, in the order of the protocol's section 3.1. */
final class PlanCompiler {

  private static final int NOTICE_BYTES = 8;

  private final VerifyingKey key;
  private final byte[] contextPrefix;
  private final Assembler code = new Assembler();
  private final List<Committed> commitments = new ArrayList<>();

  /** A commitment: registers of its root, its out-of-domain value and its point. */
  record Committed(int root, int value, int point) {}

  PlanCompiler(VerifyingKey key, byte[] contextPrefix) {
    this.key = key;
    this.contextPrefix = contextPrefix.clone();
  }

  EvmPlan compile() {
    Algebra f = new Algebra(code);
    Coordinates points = new Coordinates(code, f);
    ProofPlan plan = key.plan();
    byte[] notice = Arrays.copyOf(key.digest().toBytes(), NOTICE_BYTES);
    code.op(Opcode.HEADER).bytes("ZKPF".getBytes(StandardCharsets.US_ASCII));
    code.u16(VerifyingKey.PROTOCOL_VERSION).bytes(notice);
    Transcript start = Transcript.start("zkml/proof");
    start.absorb("key", key.digest().toBytes());
    code.op(Opcode.STATE).bytes(start.state());
    PublicEntries entries = new PublicEntries(code, plan);
    int[] digests = digests(plan);
    code.op(Opcode.CONTEXT).u16(contextPrefix.length).bytes(contextPrefix);
    absorb("rows", rows(plan));
    commitments(digests);
    Weights weights = new Weights(code, f, points, entries);
    BusCode bus = new BusCode(code, f, points, plan, logUp(plan));
    bus.emit();
    ZerocheckCode zerocheck = new ZerocheckCode(code, f, points, plan, bus);
    zerocheck.emit();
    ClaimList claims = new ClaimList(key);
    zerocheck.claims(claims);
    new ContractionCode(code, f, points, weights, plan, zerocheck).emit(claims);
    new OpeningCode(code, f, points, weights, entries, key, commitments).emit(claims);
    byte[] program = code.op(Opcode.END).toBytes();
    return new EvmPlan(code.free(), program);
  }

  private int[] digests(ProofPlan plan) {
    int[] registers = new int[plan.boundary()];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = code.allocate(1);
      code.op(Opcode.PUBLIC_DIGEST, registers[i]).absorbHeader("committed tensor", Digest.BYTES);
    }
    return registers;
  }

  private void absorb(String label, byte[] data) {
    code.op(Opcode.ABSORB_CONSTANT).absorbHeader(label, data.length);
    code.u16(data.length).bytes(data);
  }

  private static byte[] rows(ProofPlan plan) {
    ByteBuffer rows = ByteBuffer.allocate(plan.segments().size() * Long.BYTES);
    for (Segment s : plan.segments()) {
      rows.putLong(s.rows());
    }
    return rows.array();
  }

  private void commitments(int[] digests) {
    ProofPlan plan = key.plan();
    CommitmentSeeds seeds = new CommitmentSeeds(key);
    int boundary = 0;
    for (int k = 0; k < plan.commitments().size(); k++) {
      CommitmentKind kind = plan.commitments().get(k).kind();
      int root = code.allocate(1);
      int value = code.allocate(1);
      if (kind == CommitmentKind.PREPROCESSED) {
        absorb("preprocessed", key.identity(key.preprocessed().get(k)).toBytes());
        code.op(Opcode.RAW, root).bytes(key.preprocessed().get(k).root().toBytes());
        code.op(Opcode.RAW, value).bytes(Lanes.of(key.preprocessed().get(k).oodValue()));
      } else {
        code.op(Opcode.DIGEST, root).absorbHeader("root", Digest.BYTES);
        code.op(Opcode.MESSAGE, value).u24(1).elementsHeader("ood value", 1);
        if (kind == CommitmentKind.BOUNDARY) {
          code.op(Opcode.REQUIRE_IDENTITY, root, value, digests[boundary++]);
          code.bytes(seeds.identity(k));
        }
      }
      commitments.add(new Committed(root, value, 0));
    }
    for (int k = 0; k < commitments.size(); k++) {
      int n = key.layouts().get(k).variables();
      int point = code.allocate(n);
      Committed c = commitments.get(k);
      code.op(Opcode.OOD_POINT, point, c.root()).u8(n).bytes(seeds.outOfDomain(k));
      commitments.set(k, new Committed(c.root(), c.value(), point));
    }
  }

  private static LogUpShape logUp(ProofPlan plan) {
    List<LogUpShape.Table> tables = new ArrayList<>();
    for (Segment s : plan.segments()) {
      tables.add(new LogUpShape.Table(s.logRows(), s.chip().interactions()));
    }
    return new LogUpShape(tables);
  }
}
