package io.zkml.testkit;

/**
 * A value that differs from an honest one in one place.
 *
 * @param path where and how, for failure messages
 * @param value the changed value; it shares unchanged parts with the honest one
 */
public record Mutation<T>(String path, T value) {}
