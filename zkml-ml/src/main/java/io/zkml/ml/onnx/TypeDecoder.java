package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes {@code ValueInfoProto}, {@code TypeProto} and {@code TensorShapeProto}. */
final class TypeDecoder {
  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;

  private static final int TENSOR_TYPE = 1;
  private static final int SEQUENCE_TYPE = 4;
  private static final int MAP_TYPE = 5;
  private static final int OPAQUE_TYPE = 7;
  private static final int SPARSE_TENSOR_TYPE = 8;
  private static final int OPTIONAL_TYPE = 9;

  private static final int ELEM_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIM = 1;
  private static final int DIM_VALUE = 1;
  private static final int DIM_PARAM = 2;

  private TypeDecoder() {}

  static ValueInfoProto valueInfo(String label, ProtoCursor in)
      throws IOException, OnnxFormatException {
    in.budget().item(in);
    ValueInfoReader reader = new ValueInfoReader();
    in.message(label, reader);
    return new ValueInfoProto(reader.name, reader.type);
  }

  /** The data type that the current field, an enumeration, holds. */
  static DataType dataType(ProtoCursor in) throws IOException, OnnxFormatException {
    int code = in.smallVarint();
    return DataType.ofCode(code).orElseThrow(() -> in.error("the unknown data type " + code));
  }

  private static final class ValueInfoReader implements ProtoCursor.FieldReader {
    private String name = "";
    private TypeProto type = new TypeProto.Other("unknown");

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      switch (field) {
        case VALUE_NAME -> {
          name = in.name();
          in.named(name);
        }
        case VALUE_TYPE -> {
          TypeReader reader = new TypeReader();
          in.message("type", reader);
          type = reader.type;
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private static final class TypeReader implements ProtoCursor.FieldReader {
    private TypeProto type = new TypeProto.Other("unknown");

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      switch (field) {
        case TENSOR_TYPE -> {
          TensorTypeReader reader = new TensorTypeReader();
          in.message("tensor_type", reader);
          type = new TypeProto.Tensor(reader.elementType, Optional.ofNullable(reader.dims));
          return true;
        }
        case SEQUENCE_TYPE -> type = new TypeProto.Other("sequence");
        case MAP_TYPE -> type = new TypeProto.Other("map");
        case OPAQUE_TYPE -> type = new TypeProto.Other("opaque");
        case SPARSE_TENSOR_TYPE -> type = new TypeProto.Other("sparse_tensor");
        case OPTIONAL_TYPE -> type = new TypeProto.Other("optional");
        default -> {
          return false;
        }
      }
      // The content of these types is skipped.
      return false;
    }
  }

  private static final class TensorTypeReader implements ProtoCursor.FieldReader {
    private DataType elementType = DataType.UNDEFINED;
    private @Nullable List<Dimension> dims;

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      switch (field) {
        case ELEM_TYPE -> elementType = dataType(in);
        case SHAPE -> {
          ShapeReader reader = new ShapeReader();
          in.message("shape", reader);
          dims = reader.dims;
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private static final class ShapeReader implements ProtoCursor.FieldReader {
    private final List<Dimension> dims = new ArrayList<>();

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      if (field != DIM) {
        return false;
      }
      in.budget().item(in);
      int maxRank = in.budget().limits().maxRank();
      if (dims.size() == maxRank) {
        throw in.error("more than " + maxRank + " dimensions");
      }
      DimensionReader reader = new DimensionReader();
      in.message("dim[" + dims.size() + "]", reader);
      dims.add(reader.dimension);
      return true;
    }
  }

  private static final class DimensionReader implements ProtoCursor.FieldReader {
    private Dimension dimension = new Dimension.Unknown();

    @Override
    public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
      switch (field) {
        case DIM_VALUE -> {
          long size = in.varint();
          // Some exporters write -1 for a dimension that they don't know.
          dimension = size < 0 ? new Dimension.Unknown() : new Dimension.Fixed(size);
        }
        case DIM_PARAM -> {
          String name = in.name();
          dimension = name.isEmpty() ? new Dimension.Unknown() : new Dimension.Symbolic(name);
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
