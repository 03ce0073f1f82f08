package io.zkml.ml.guest;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;

/**
 * A model as plain C with integer arithmetic only: gives the same output as a call of the model, on
 * any machine, and ends the program where a call would trap. To compare with, not to prove.
 */
final class PlainC {

  private final ModelObject model;
  private final TensorProgram program;
  private final CWriter out = new CWriter();

  private PlainC(ModelObject model) {
    this.model = model;
    this.program = model.form().program();
  }

  /** The source of {@code void name(const int *input, int *output)}. */
  static String of(ModelObject model, String name) {
    return new PlainC(model).source(name);
  }

  private String source(String name) {
    out.line("/* Generated from a compiled model: the plain form of %s. */", name);
    out.line("#include \"%s.h\"", name);
    out.open("static long long within(long long x, long long min, long long max)");
    out.open("if (x < min || x > max)").line("__builtin_trap();").close();
    out.line("return x;").close();
    for (int t = 0; t < program.tensors().size(); t++) {
      declare(t);
    }
    out.open("void %s(const int *input, int *output)", name);
    input();
    for (TensorJob job : program.jobs()) {
      job(job);
    }
    output();
    return out.close().toString();
  }

  private void declare(int tensor) {
    TensorSpec spec = program.tensors().get(tensor);
    if (spec.storage() == Storage.CONSTANT) {
      boolean narrow = spec.magnitude() <= Integer.MAX_VALUE;
      out.array(narrow ? "int" : "long long", "t" + tensor, model.constants().get(tensor));
    } else {
      out.line("static long long t%d[%d];", tensor, spec.layout().size());
    }
  }

  private void input() {
    GuestModel form = model.form();
    for (int k = 0; k < form.inputs().size(); k++) {
      int t = form.inputs().get(k);
      TensorSpec spec = program.tensors().get(t);
      loop(t);
      out.line(
          "t%d[i] = within(input[%d + i], %dLL, %dLL);",
          t, form.inputOffset(k), spec.min(), spec.max());
      out.close();
    }
  }

  private void output() {
    GuestModel form = model.form();
    for (int k = 0; k < form.outputs().size(); k++) {
      int t = form.outputs().get(k);
      loop(t).line("output[%d + i] = (int)t%d[i];", form.outputOffset(k), t).close();
    }
  }

  /** A loop over the entries of a tensor. */
  private CWriter loop(int tensor) {
    return out.open("for (int i = 0; i < %d; i++)", size(tensor));
  }

  private int size(int tensor) {
    return program.tensors().get(tensor).layout().size();
  }

  private void job(TensorJob job) {
    switch (job) {
      case CommittedInput x -> {}
      case Contract(int result, var terms) -> {
        loop(result).line("t%d[i] = 0;", result).close();
        for (LinearTerm t : terms) {
          term(result, t);
        }
      }
      case Copy(int result, int source, long min, long max, boolean ranged) ->
          loop(result)
              .line("t%d[i] = within(t%d[i], %dLL, %dLL);", result, source, min, max)
              .close();
      case Multiply(int result, int left, int right) ->
          loop(result).line("t%d[i] = t%d[i] * t%d[i];", result, left, right).close();
      case Positive(int result, int source, int limbs) ->
          loop(result).line("t%d[i] = t%d[i] > 0;", result, source).close();
      case Maximum m -> maximum(m);
      case MaxWindow m -> maxWindow(m);
      case Divide d -> divide(d);
      case OneHotMax m -> oneHot(m);
      case Requantize r -> requantize(r);
    }
  }

  private void term(int result, LinearTerm t) {
    new PlainTerm(out, program, "t" + result, program.tensors().get(result).layout(), t).write();
  }

  private void maximum(Maximum m) {
    loop(m.result()).line("t%d[i] = t%d[i];", m.result(), m.sources().getFirst());
    for (int source : m.sources()) {
      String sign = m.least() ? "<" : ">";
      out.line("if (t%2$d[i] %3$s t%1$d[i]) t%1$d[i] = t%2$d[i];", m.result(), source, sign);
    }
    out.close();
  }

  private void maxWindow(MaxWindow m) {
    int n = size(m.result());
    out.open("").line("static long long e[%d];", n);
    for (int k = 0; k < m.elements(); k++) {
      out.line("for (int i = 0; i < %d; i++) e[i] = 0;", n);
      LinearTerm element = new LinearTerm(1, m.source(), LinearTerm.NONE, m.element(k));
      new PlainTerm(out, program, "e", program.tensors().get(m.result()).layout(), element).write();
      String first = k == 0 ? "1" : "e[i] > t%d[i]".formatted(m.result());
      loop(m.result()).line("if (%s) t%d[i] = e[i];", first, m.result()).close();
    }
    out.close();
  }

  private void divide(Divide d) {
    TensorSpec remainder = program.tensors().get(d.remainder());
    loop(d.quotient())
        .line("long long a = t%d[i];", d.dividend())
        .line("long long d = within(t%d[i], 1, %dLL);", d.divisor(), remainder.max() + 1)
        .line("long long q = a / d - (a %% d < 0);")
        .line("t%d[i] = within(q, %dLL, %dLL);", d.quotient(), d.min(), d.max())
        .line("t%d[i] = a - q * d;", d.remainder())
        .close();
  }

  private void oneHot(OneHotMax m) {
    int inner = 1;
    var axes = program.tensors().get(m.source()).layout().axes();
    for (int k = m.axis() + 1; k < m.rank(); k++) {
      inner *= axes.get(k).length();
    }
    loop(m.result()).line("t%d[i] = 0;", m.result()).close();
    int step = m.length() * inner;
    out.open("for (int o = 0; o < %d; o += %d)", size(m.source()), step);
    out.open("for (int at = o; at < o + %d; at++)", inner).line("int best = at;");
    out.line(
        "for (int i = at; i < at + %1$d; i += %2$d) if (t%3$d[i] %4$s t%3$d[best]) best = i;",
        step, inner, m.source(), m.least() ? "<" : ">");
    out.line("t%d[best] = 1;", m.result()).close().close();
  }

  private void requantize(Requantize r) {
    long window = 1L << program.rangeBits();
    boolean relu = r.activation() instanceof Activation.Relu;
    long low = relu ? 1 - window : -window / 2;
    long high = relu ? window - 1 : window / 2 - 1;
    loop(r.result());
    out.line(
        "long long q = within((t%d[i] + %dLL) >> %d, %d, %d);",
        r.source(), 1L << (r.shift() - 1), r.shift(), low, high);
    String value =
        switch (r.activation()) {
          case Activation.Linear l -> "q";
          case Activation.Relu l -> "q < 0 ? 0 : q";
          case Activation.Clamp(long from, long to) ->
              "q < %1$d ? %1$d : q > %2$d ? %2$d : q".formatted(from, to);
          case Activation.Table(int table, long zero) -> "t%d[q + %d]".formatted(table, window / 2);
        };
    out.line("t%d[i] = %s;", r.result(), value).close();
  }
}
