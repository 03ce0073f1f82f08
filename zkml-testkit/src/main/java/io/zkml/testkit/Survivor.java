package io.zkml.testkit;

/**
 * Mutants of a chip that are no different, or not in a way that matters.
 *
 * @param mutants a regular expression that matches their whole names
 * @param reason why the rule is there or why it says no more than others
 */
public record Survivor(String mutants, String reason) {}
