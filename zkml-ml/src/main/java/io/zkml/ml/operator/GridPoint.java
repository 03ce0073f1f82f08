package io.zkml.ml.operator;

/** One point between the elements of an image: which elements make up its value. */
final class GridPoint {
  private static final double CUBIC = -0.75;

  private final int[] dims;
  private final Rule rule;
  private final int taps;

  /** Positions and weights by axis; a position outside reads 0. */
  private final int[][] positions;

  private final double[][] weights;

  /** How points are read, and what lies outside the image. */
  record Rule(String mode, String padding, boolean alignCorners) {
    static Rule of(NodeContext context) throws OperatorException {
      String mode = context.attributes().stringValue("mode", "linear");
      String padding = context.attributes().stringValue("padding_mode", "zeros");
      Args.require(
          switch (mode) {
            case "linear", "bilinear", "cubic", "bicubic", "nearest" -> true;
            default -> false;
          },
          "mode is '" + mode + "'");
      Args.require(
          switch (padding) {
            case "zeros", "border", "reflection" -> true;
            default -> false;
          },
          "padding_mode is '" + padding + "'");
      boolean align = context.attributes().intValue("align_corners", 0) != 0;
      return new Rule(mode.replace("bi", ""), padding, align);
    }
  }

  GridPoint(int[] dims, Rule rule) {
    this.dims = dims;
    this.rule = rule;
    this.taps =
        switch (rule.mode()) {
          case "nearest" -> 1;
          case "linear" -> 2;
          default -> 4;
        };
    this.positions = new int[dims.length][taps];
    this.weights = new double[dims.length][taps];
  }

  /** Sets the point from coordinates between -1 and 1, innermost axis first. */
  void moveTo(double[] grid, int at) {
    for (int axis = 0; axis < dims.length; axis++) {
      double coordinate = grid[at + dims.length - 1 - axis];
      int length = dims[axis];
      double x =
          rule.alignCorners()
              ? (coordinate + 1) / 2 * (length - 1)
              : ((coordinate + 1) * length - 1) / 2;
      x = inside(taps == 1 ? Math.rint(x) : x, length);
      int first = taps == 1 ? (int) Math.rint(x) : (int) Math.floor(x) - taps / 2 + 1;
      for (int k = 0; k < taps; k++) {
        weights[axis][k] = weight(first + k - x);
        positions[axis][k] = position(first + k, length);
      }
    }
  }

  private double weight(double distance) {
    return switch (taps) {
      case 1 -> 1;
      case 2 -> 1 - Math.abs(distance);
      default -> Cubic.weight(distance, CUBIC);
    };
  }

  /** A coordinate moved into the image, unless zeros lie around it. */
  private double inside(double x, int length) {
    return switch (rule.padding()) {
      case "border" -> Math.clamp(x, 0, length - 1);
      case "reflection" -> reflected(x, length);
      default -> x;
    };
  }

  private double reflected(double x, int length) {
    double min = rule.alignCorners() ? 0 : -0.5;
    double span = rule.alignCorners() ? length - 1 : length;
    if (span == 0) {
      return 0;
    }
    double offset = Math.abs(x - min) % (2 * span);
    return min + (offset > span ? 2 * span - offset : offset);
  }

  private int position(int at, int length) {
    if (at >= 0 && at < length) {
      return at;
    }
    return switch (rule.padding()) {
      case "border" -> Math.clamp(at, 0, length - 1);
      case "reflection" -> Math.clamp((int) reflected(at, length), 0, length - 1);
      default -> -1;
    };
  }

  /** Takes the elements of a plane that make up the point's value. */
  interface Taps {
    /** An element by its offset in the plane, and its weight. */
    void add(int offset, double weight) throws OperatorException;
  }

  /** The value of the plane that begins at an offset. */
  double read(double[] data, int plane) throws OperatorException {
    double[] sum = new double[1];
    taps((offset, weight) -> sum[0] += weight * data[plane + offset]);
    return sum[0];
  }

  /** Gives the elements that make up the value, those of weight 0 left out. */
  void taps(Taps sink) throws OperatorException {
    int[] tap = new int[dims.length];
    int count = 1;
    for (int i = 0; i < dims.length; i++) {
      count *= taps;
    }
    for (int combination = 0; combination < count; combination++) {
      int rest = combination;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        tap[axis] = rest % taps;
        rest /= taps;
      }
      tap(sink, tap);
    }
  }

  private void tap(Taps sink, int[] tap) throws OperatorException {
    double weight = 1;
    int offset = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      int position = positions[axis][tap[axis]];
      if (position < 0) {
        return;
      }
      weight *= weights[axis][tap[axis]];
      offset = offset * dims[axis] + position;
    }
    if (weight != 0) {
      sink.add(offset, weight);
    }
  }
}
