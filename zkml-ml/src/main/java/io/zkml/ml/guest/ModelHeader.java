package io.zkml.ml.guest;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.quant.QuantValue;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.List;
import java.util.Locale;

/**
 * C source through which a guest calls a compiled model as a function: {@code void name(const int
 * *input, int *output)}. Input and output are signed words, one an entry, row by row, tensor after
 * tensor.
 */
public final class ModelHeader {

  /** Bits of the fraction of a real number in fixed point. */
  private static final int FRACTION = 16;

  /** Bits below the point of a scale's inverse. */
  private static final int MAX_SHIFT = 30;

  private final CompiledModel model;
  private final ModelObject object;
  private final String name;
  private final int number;
  private final CWriter out = new CWriter();

  private ModelHeader(CompiledModel model, String name, int number) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(name + " is no name for a function");
    }
    if (number < 0 || number >= Guest.MAX_MODELS) {
      throw new IllegalArgumentException("model number " + number);
    }
    this.model = model;
    this.object = model.guestModel();
    this.name = name;
    this.number = number;
  }

  /**
   * The header. With {@code ZKML_PLAIN} defined it declares the function that {@link #plain} gives,
   * otherwise the function is one instruction.
   *
   * @param name of the function, in lower case
   * @param number of the model among those of the guest
   */
  public static String of(CompiledModel model, String name, int number) {
    return new ModelHeader(model, name, number).header();
  }

  /** The function in plain C, to be compiled with {@code ZKML_PLAIN} for any machine. */
  public static String plain(CompiledModel model, String name) {
    return PlainC.of(model.guestModel(), name);
  }

  private String header() {
    String upper = name.toUpperCase(Locale.ROOT);
    out.line("/* Generated from a compiled model, digest %s. */", model.digest());
    out.line("#ifndef MODEL_%s_H", upper).line("#define MODEL_%s_H", upper).line("");
    out.line("enum {");
    out.line("  %s_INPUT_WORDS = %d,", upper, object.form().inputWords());
    out.line("  %s_OUTPUT_WORDS = %d", upper, object.form().outputWords());
    out.line("};").line("");
    for (QuantValue x : model.inputs()) {
      describe("Input", x);
    }
    for (QuantValue y : model.outputs()) {
      describe("Output", y);
    }
    out.line("/* Reads the words at input, writes those at output. */");
    out.line("#ifdef ZKML_PLAIN");
    out.line("void %s(const int *input, int *output);", name);
    out.line("#else");
    out.open("static inline void %s(const int *input, int *output)", name);
    out.line("__asm__ volatile(\".insn r 0x2b, 0, %d, x0, %%0, %%1\"", number);
    out.line("                 :");
    out.line("                 : \"r\"(input), \"r\"(output)");
    out.line("                 : \"memory\");");
    out.close().line("#endif").line("");
    scales();
    return out.line("#endif").toString();
  }

  private void describe(String kind, QuantValue v) {
    out.line(
        "/* %s %s: shape %s, integers %d to %d, each %s. */",
        kind,
        v.name().replace("*/", ""),
        v.shape(),
        v.min(),
        v.max(),
        v.ordinals() == null ? "times " + v.scale() : "a rank");
  }

  private void scales() {
    List<QuantValue> inputs = model.inputs();
    List<QuantValue> outputs = model.outputs();
    if (inputs.size() == 1 && inputs.getFirst().ordinals() == null) {
      QuantValue x = inputs.getFirst();
      out.line("/* The integer nearest to a real number below 2^15 in magnitude, in fixed point,");
      out.line("   times 2^16; of a number out of range the nearest end. */");
      Fixed inverse = Fixed.of(1 / x.scale());
      out.open("static inline int %s_quantize(long long real)", name);
      out.line(
          "long long q = (real * %dLL + (1LL << %d)) >> %d;",
          inverse.factor, FRACTION + inverse.shift - 1, FRACTION + inverse.shift);
      out.line("return (int)(q < %1$d ? %1$d : q > %2$d ? %2$d : q);", x.min(), x.max());
      out.close().line("");
    }
    if (outputs.size() == 1 && outputs.getFirst().ordinals() == null) {
      Fixed scale = Fixed.of(outputs.getFirst().scale() * (1 << FRACTION));
      out.line("/* The real number of an output, in fixed point, times 2^16. */");
      out.open("static inline long long %s_real(int q)", name);
      out.line("return (q * %dLL) >> %d;", scale.factor, scale.shift);
      out.close().line("");
    }
  }

  /** A positive number as factor / 2^shift, to 30 bits. */
  private record Fixed(long factor, int shift) {
    static Fixed of(double value) {
      int shift = Math.clamp(MAX_SHIFT - Math.getExponent(value), 0, MAX_SHIFT);
      double factor = Math.floor(Math.scalb(value, shift) + 0.5);
      if (!(factor >= 1 && factor < 1L << (MAX_SHIFT + 2))) {
        throw new IllegalArgumentException("a scale of " + value + " has no fixed point");
      }
      return new Fixed((long) factor, shift);
    }
  }
}
