package io.zkml.ml;

import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.report.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the compiler can say of a model before it is compiled: which nodes can be proven and why
 * others cannot, and what a proof would cost; as text, as JSON and as one HTML page.
 *
 * @param policy how finely it would be quantised
 * @param parameterSet name of the parameter set of its proofs
 * @param calibrated whether ranges are those of calibration data; otherwise every value is taken to
 *     lie from -1 to 1, and the cells of a few operators may change with the ranges
 * @param nodes every node after the compiler's passes, in order; of a model that is refused before
 *     them, the model's own nodes
 * @param problems of the model as a whole, or of nodes that a pass has made
 * @param cost predicted cost; empty unless all nodes can be proven
 */
public record ModelInspection(
    NumericPolicy policy,
    String parameterSet,
    boolean calibrated,
    List<NodeReport> nodes,
    List<String> problems,
    Optional<Cost> cost) {

  /** Copies the lists. */
  public ModelInspection {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  /** Whether a node can be proven. */
  public enum Status {
    /** It can. */
    PROVABLE,
    /** It is computed when the model is compiled, and part of the key. */
    CONSTANT,
    /** It cannot: see its problem. */
    REFUSED,
    /** Nobody knows: it reads what a refused node makes, of unknown shape. */
    UNKNOWN
  }

  /**
   * One node.
   *
   * @param operator the operator, with its domain where that is not ai.onnx
   * @param shapes of what it reads and makes, as text; "?" where unknown
   * @param problem why it cannot be proven; empty if it can
   * @param cells committed cells of its rows; 0 for what is fused into another node or only renames
   *     values
   * @param lookups bus messages of its rows
   * @param weights its constants
   * @param seconds its share of a proof, as {@link Cost#seconds}
   * @param memoryBytes its share of the heap
   */
  public record NodeReport(
      String name,
      String operator,
      String shapes,
      Status status,
      String problem,
      long cells,
      long lookups,
      long weights,
      double seconds,
      long memoryBytes) {

    /** A node without a cost. */
    static NodeReport of(
        String name, String operator, String shapes, Status status, String problem) {
      return new NodeReport(name, operator, shapes, status, problem, 0, 0, 0, 0, 0);
    }

    /** Whether the node can be proven. */
    public boolean isProvable() {
      return status == Status.PROVABLE || status == Status.CONSTANT;
    }

    private Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("name", name);
      facts.put("operator", operator);
      facts.put("shapes", shapes);
      facts.put("status", status);
      facts.put("problem", problem);
      facts.put("cells", cells);
      facts.put("lookups", lookups);
      facts.put("weights", weights);
      facts.put("seconds", seconds);
      facts.put("memoryBytes", memoryBytes);
      return facts;
    }
  }

  /**
   * Predicted cost of a proof. Cells, lookups and bytes follow from the plan; seconds and memory
   * are estimates.
   *
   * @param committedCells cells that every proof commits to, tables and padding included
   * @param constantCells cells of weights, committed once
   * @param lookups bus messages
   * @param proofBytes expected size, statement included
   * @param maxProofBytes the size that no proof exceeds
   * @param seconds wall-clock time of a warm prover on two cores of the server that the README's
   *     figures are of
   * @param memoryBytes heap that the prover needs
   */
  public record Cost(
      long committedCells,
      long constantCells,
      long lookups,
      long proofBytes,
      long maxProofBytes,
      double seconds,
      long memoryBytes) {

    private Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("committedCells", committedCells);
      facts.put("constantCells", constantCells);
      facts.put("lookups", lookups);
      facts.put("proofBytes", proofBytes);
      facts.put("maxProofBytes", maxProofBytes);
      facts.put("seconds", seconds);
      facts.put("memoryBytes", memoryBytes);
      return facts;
    }
  }

  /** Whether the model can be compiled and proven. */
  public boolean isProvable() {
    return problems.isEmpty() && nodes.stream().allMatch(NodeReport::isProvable);
  }

  /** One JSON object on one line. */
  public String toJson() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provable", isProvable());
    facts.put("windowBits", policy.windowBits());
    facts.put("activationBits", policy.activationBits());
    facts.put("parameterSet", parameterSet);
    facts.put("calibrated", calibrated);
    facts.put("problems", problems);
    cost.ifPresent(c -> facts.put("cost", c.facts()));
    facts.put("nodes", nodes.stream().map(NodeReport::facts).toList());
    return Json.of(facts);
  }

  /**
   * One page that needs nothing else.
   *
   * @param model what people call the model
   */
  public String toHtml(String model) {
    return InspectionPage.of(model, this);
  }

  /** A table for people. */
  @Override
  public String toString() {
    return InspectionText.of(this);
  }
}
