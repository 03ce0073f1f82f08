package io.zkml.ml.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code TensorProto}. Raw bytes are kept as a view of the input; the number of elements
 * must be exactly what the dimensions say.
 */
final class TensorDecoder implements ProtoCursor.FieldReader {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int STRING_DATA = 6;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private static final int LOCATION_EXTERNAL = 1;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private final ExternalData external;
  private final NumberList.Longs dims = new NumberList.Longs();
  private final NumberList.Longs integers = new NumberList.Longs();
  private final NumberList.Doubles reals = new NumberList.Doubles();
  private final List<String> strings = new ArrayList<>();
  private final Map<String, String> externalEntries = new HashMap<>();
  private DataType type = DataType.UNDEFINED;
  private String name = "";
  private @Nullable ByteBuffer raw;
  private @Nullable TensorData data;
  private int typedField;
  private boolean isExternal;

  private TensorDecoder(ExternalData external) {
    this.external = external;
  }

  static TensorProto read(String label, ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().tensor(in);
    TensorDecoder decoder = new TensorDecoder(external);
    in.message(label, decoder);
    return decoder.result();
  }

  /** Reads a tensor that is the whole input. */
  static TensorProto readWhole(ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().tensor(in);
    TensorDecoder decoder = new TensorDecoder(external);
    in.fields(decoder);
    return decoder.result();
  }

  private TensorProto result() {
    return new TensorProto(name, type, dims.toList(), Objects.requireNonNull(data));
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case DIMS -> {
        in.varints(dims, in.budget()::item);
        int maxRank = in.budget().limits().maxRank();
        if (dims.size() > maxRank) {
          throw in.error("more than " + maxRank + " dimensions");
        }
      }
      case DATA_TYPE -> type = TypeDecoder.dataType(in);
      case SEGMENT -> throw in.error("a tensor in segments");
      case NAME -> {
        name = in.name();
        in.named(name);
      }
      case RAW_DATA -> raw = in.bytes();
      case EXTERNAL_DATA -> externalEntry(in);
      case DATA_LOCATION -> isExternal = in.smallVarint() == LOCATION_EXTERNAL;
      default -> {
        return readTyped(field, in);
      }
    }
    return true;
  }

  private boolean readTyped(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    ReadBudget budget = in.budget();
    int before = reals.size() + integers.size() + strings.size();
    switch (field) {
      case FLOAT_DATA -> in.floats(reals, at -> budget.elements(at, 1));
      case DOUBLE_DATA -> in.doubles(reals, at -> budget.elements(at, 1));
      case INT32_DATA, INT64_DATA, UINT64_DATA ->
          in.varints(integers, at -> budget.elements(at, 1));
      case STRING_DATA -> {
        budget.elements(in, 1);
        strings.add(in.text());
      }
      default -> {
        return false;
      }
    }
    if (reals.size() + integers.size() + strings.size() > before) {
      if (typedField != 0 && typedField != field) {
        throw in.error("data in two fields");
      }
      typedField = field;
    }
    return true;
  }

  private void externalEntry(ProtoCursor in) throws IOException, OnnxFormatException {
    in.budget().item(in);
    Entry entry = new Entry();
    in.message("external_data", entry);
    externalEntries.put(entry.key, entry.value);
  }

  private static final class Entry implements ProtoCursor.FieldReader {
    private String key = "";
    private String value = "";

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      switch (field) {
        case ENTRY_KEY -> key = in.name();
        case ENTRY_VALUE -> value = in.name();
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void end(ProtoCursor in) throws IOException, OnnxFormatException {
    int count = elementCount(in);
    boolean hasRaw = raw != null && raw.hasRemaining();
    if ((hasRaw ? 1 : 0) + (typedField != 0 ? 1 : 0) + (isExternal ? 1 : 0) > 1) {
      throw in.error("data in two places");
    }
    if (type == DataType.STRING) {
      if (isExternal || hasRaw) {
        throw in.error("strings as raw data");
      }
      checkLength(in, strings.size(), count, "strings");
      data = TensorData.texts(strings);
    } else if (!type.isNumeric()) {
      data = TensorData.undecoded(count);
    } else if (isExternal) {
      in.budget().elements(in, count);
      data = TensorData.raw(count, external.read(externalEntries, bytes(count), in));
    } else if (raw != null && typedField == 0) {
      in.budget().elements(in, count);
      checkLength(in, raw.remaining(), bytes(count), "bytes of raw data");
      data = TensorData.raw(count, raw);
    } else {
      checkLength(in, reals.size() + integers.size() + strings.size(), count, "elements");
      data = typedData(in);
    }
  }

  private int elementCount(ProtoCursor in) throws OnnxFormatException {
    if (type == DataType.UNDEFINED) {
      throw in.error("a tensor without a data type");
    }
    long max = in.budget().limits().maxElements();
    long count = 1;
    boolean empty = false;
    for (int i = 0; i < dims.size(); i++) {
      long dim = dims.get(i);
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw in.error("a dimension of " + dim);
      }
      empty |= dim == 0;
      // At most (2^31 - 1)^2 in the multiplication: no overflow.
      count = Math.min(count * Math.max(dim, 1), Integer.MAX_VALUE);
    }
    if (!empty && (count > max || count == Integer.MAX_VALUE)) {
      throw in.error("more than " + Math.min(max, Integer.MAX_VALUE - 1) + " elements");
    }
    return empty ? 0 : (int) count;
  }

  private long bytes(int count) {
    return (long) count * type.elementBytes();
  }

  private static void checkLength(ProtoCursor in, long actual, long expected, String what)
      throws OnnxFormatException {
    if (actual != expected) {
      throw in.error(actual + " " + what + " where the dimensions need " + expected);
    }
  }

  private TensorData typedData(ProtoCursor in) throws OnnxFormatException {
    int expected =
        switch (type) {
          case FLOAT -> FLOAT_DATA;
          case DOUBLE -> DOUBLE_DATA;
          case INT64 -> INT64_DATA;
          case UINT32, UINT64 -> UINT64_DATA;
          default -> INT32_DATA;
        };
    if (typedField != 0 && typedField != expected) {
      throw in.error("data of type " + type + " in field " + typedField);
    }
    if (type == DataType.FLOAT || type == DataType.DOUBLE) {
      return TensorData.reals(reals);
    }
    for (int i = 0; i < integers.size(); i++) {
      if (!fits(integers.get(i))) {
        throw in.error("the value " + integers.get(i) + " is out of range for " + type);
      }
    }
    return TensorData.integers(integers);
  }

  private boolean fits(long value) {
    return switch (type) {
      case UINT8 -> value == (value & 0xff);
      case INT8 -> value == (byte) value;
      // The bits of 16-bit floats may come sign-extended.
      case FLOAT16, BFLOAT16 -> value == (value & 0xffff) || value == (short) value;
      case UINT16 -> value == (value & 0xffff);
      case INT16 -> value == (short) value;
      case INT32 -> value == (int) value;
      case UINT32 -> value == (value & 0xffff_ffffL);
      case BOOL -> value == (value & 1);
      default -> true;
    };
  }
}
