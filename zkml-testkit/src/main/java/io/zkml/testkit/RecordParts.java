package io.zkml.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The components of a record, read and replaced by reflection. */
final class RecordParts<T extends Record> {

  private final Class<T> type;
  private final RecordComponent[] components;
  private final @Nullable Object[] values;

  @SuppressWarnings("unchecked")
  RecordParts(T record) {
    this.type = (Class<T>) record.getClass();
    this.components = type.getRecordComponents();
    this.values = new @Nullable Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        values[i] = components[i].getAccessor().invoke(record);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " and its accessors must be accessible", e);
    }
  }

  int size() {
    return components.length;
  }

  @Nullable Object get(int i) {
    return values[i];
  }

  String name(int i) {
    return components[i].getName();
  }

  /** The record with another component i, if its constructor takes it. */
  Optional<T> with(int i, @Nullable Object value) {
    @Nullable Object[] changed = values.clone();
    changed[i] = value;
    Class<?>[] types = new Class<?>[components.length];
    for (int c = 0; c < types.length; c++) {
      types[c] = components[c].getType();
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return Optional.of(constructor.newInstance(changed));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException) {
        return Optional.empty();
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " and its constructor must be accessible", e);
    }
  }
}
